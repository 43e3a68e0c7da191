import { type ConnectionStats, Server } from 'proxy-chain';
import { PASSWORD, presentSubject, sink, USERNAME } from './proxy-subject.ts';

/**
 * proxy-chain as its users run it, with credentials and the records that it can give. It tells nobody about its own
 * connection to the destination, so the first comes before that stands and lacks its ends, and the last does not know who
 * closed: a little less work than the others do.
 */
let sequence = 0;
const startedAt = new Map<number, number>();
const server = new Server({
  host: '127.0.0.1',
  port: 0,
  prepareRequestFunction({ connectionId, request, hostname, port, username, password }) {
    if (username !== USERNAME || password !== PASSWORD) return { requestAuthentication: true };
    startedAt.set(connectionId, performance.now());
    sink.write({
      type: 'request',
      proxy: 'benchmark',
      sequence: ++sequence,
      exchange: connectionId,
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
server.on('connectionClosed', ({ connectionId, stats }: { connectionId: number; stats: ConnectionStats }) => {
  const durationMilliseconds = performance.now() - (startedAt.get(connectionId) ?? 0);
  startedAt.delete(connectionId);
  sink.write({
    type: 'end',
    proxy: 'benchmark',
    sequence: ++sequence,
    exchange: connectionId,
    at: performance.timeOrigin + performance.now(),
    bytesUp: stats.trgTxBytes ?? 0,
    bytesDown: stats.trgRxBytes ?? 0,
    durationMilliseconds,
    closedBy: 'client',
  });
});
await server.listen();
presentSubject(server.port);
