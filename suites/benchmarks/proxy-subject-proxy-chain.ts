import { Server } from 'proxy-chain';
import { PASSWORD, presentSubject, sink, USERNAME } from './proxy-subject.ts';

/**
 * proxy-chain as its users run it, with credentials and a record per tunnel. It tells nobody about its own connection
 * to the destination, so the record comes before that stands, and lacks its ends: a little less work than the others do.
 */
let sequence = 0;
const server = new Server({
  host: '127.0.0.1',
  port: 0,
  prepareRequestFunction({ request, hostname, port, username, password }) {
    if (username !== USERNAME || password !== PASSWORD) return { requestAuthentication: true };
    sink.write({
      type: 'request',
      proxy: 'benchmark',
      sequence: ++sequence,
      exchange: sequence,
      at: performance.timeOrigin + performance.now(),
      client: { address: request.socket.remoteAddress ?? '', port: request.socket.remotePort ?? 0 },
      kind: 'tunnel',
      method: 'CONNECT',
      authority: `${hostname}:${port}`,
      credentials: 'valid',
      outcome: 'established',
    });
    return {};
  },
});
await server.listen();
presentSubject(server.port);
