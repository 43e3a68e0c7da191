import http, { type IncomingMessage, STATUS_CODES } from 'node:http';
import net, { type Socket } from 'node:net';
import { connectable, parseAuthority } from './authority.ts';
import type { Egress } from './route-table.ts';
import type { Upstreams } from './upstreams.ts';

/** Chromium shows `ERR_TUNNEL_CONNECTION_FAILED`. */
const FAILED = 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n';

/**
 * Chromium shows `ERR_INVALID_AUTH_CREDENTIALS`. The challenge is our own: the proxy's realm is not the browser's
 * business, and no credentials that the browser could offer would be used.
 */
const UNAUTHENTICATED =
  'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="proxy"\r\ncontent-length: 0\r\n\r\n';

/** Serves one CONNECT of the browser: over the proxy that the policy names, or directly. One attempt, no other route. */
export async function tunnel(
  upstreams: Upstreams,
  request: IncomingMessage,
  client: Socket,
  head: Buffer,
): Promise<void> {
  const destination = parseAuthority(request.url ?? '');
  if (destination === undefined) {
    client.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
    return;
  }
  const { lookup } = upstreams;
  const way = await upstreams.manner.way(destination, request);
  if (client.destroyed) return;
  if (way.kind === 'refused') {
    client.end(`HTTP/1.1 ${way.status} ${STATUS_CODES[way.status]}\r\ncontent-length: 0\r\n\r\n`);
    return;
  }
  const attempt = (egress: Egress): void => {
    const fail = (answer: string, status?: number): void => {
      const next = upstreams.policy.afterFailure(egress, status === undefined ? undefined : { to: 'tunnel', status });
      if (next === 'error') client.end(answer);
      else attempt(next);
    };
    const open = (upstream: Socket, early: Buffer): void => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (early.length > 0) client.write(early);
      if (head.length > 0) upstream.write(head);
      join(client, upstream);
    };
    const server = egress.kind === 'upstream' ? upstreams.servers[egress.position] : undefined;
    if (egress.kind === 'upstream' && server !== undefined) {
      const authorization = upstreams.policy.authorizationFor(egress.position, 'tunnel');
      const connect = http.request({
        createConnection: () => net.connect({ ...connectable(server), lookup, allowHalfOpen: true }),
        method: 'CONNECT',
        path: request.url,
        headers: {
          host: request.url,
          ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
        },
      });
      connect.on('connect', (response, upstream: Socket, early: Buffer) => {
        if (response.statusCode === 200) return open(upstream, early);
        upstream.destroy();
        fail(response.statusCode === 407 ? UNAUTHENTICATED : FAILED, response.statusCode);
      });
      connect.on('error', () => fail(FAILED));
      connect.on('socket', upstreams.track);
      client.on('close', () => connect.destroy());
      connect.end();
      return;
    }
    const upstream = net.connect({ ...connectable(upstreams.dial(destination)), lookup, allowHalfOpen: true });
    upstreams.track(upstream);
    const refused = (): void => fail(FAILED);
    upstream.once('error', refused);
    upstream.once('connect', () => {
      upstream.off('error', refused);
      open(upstream, Buffer.alloc(0));
    });
    client.on('close', () => upstream.destroy());
  };
  attempt(way);
}

/**
 * Two sockets become one line. The end of one direction is passed on and the other direction goes on; a socket that is
 * gone takes the other with it, once what was already received has been delivered.
 */
function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.setNoDelay(true);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroySoon());
    from.pipe(to);
  }
}
