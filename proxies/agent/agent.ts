import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { Secret } from '../protocol/secret.ts';
import type { Backlog } from './backlog.ts';
import { Hold } from './hold.ts';
import { readJsonBody } from './json-body.ts';
import { Refusal } from './refusal.ts';
import { streamBacklog } from './stream-backlog.ts';

/** What a witness lets others do with it: by method and path, with the request's JSON (if any). */
export type Routes = Readonly<Record<string, (body: unknown) => unknown>>;

export interface AgentOptions {
  /** Whoever shows it may do everything. */
  readonly token: string;
  /** What `GET /records` streams. */
  readonly backlog: Backlog;
  /** As `'PUT /behaviour'`. What they return is answered as JSON. */
  readonly routes: Routes;
  /** Makes the witness what it was at its start; records are forgotten in any case. */
  readonly reset?: () => void;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** HTTPS instead of HTTP; clients know the agent by this very certificate. Both PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Called once nobody has followed the records for so long, also when nobody ever came. */
  readonly lease?: { readonly milliseconds: number; readonly expired: () => void };
}

/** The remote control of a witness that runs in a process of its own. */
export interface Agent extends AsyncDisposable {
  readonly address: { readonly host: string; readonly port: number };
}

/**
 * Serves over HTTP or HTTPS, to whoever has the token:
 *
 *     GET /health                         no token needed: 200 while the process lives
 *     GET /status                         {"last": number of the newest record}
 *     GET /clock                          {"now": the time that its records are in}
 *     GET /records[?after=N][&follow=yes] records after number N, one JSON object a line; follow: and all that come.
 *                                         Without a number: all that are kept
 *     POST /reset                         as it started, and no record kept; numbers go on
 *     POST /hold {"run", "seconds"}       {"token", "last"}: until it is given back, or not renewed for so long, that
 *                                         token opens the witness and no other does; the witness is reset
 *     PUT /hold, DELETE /hold             with that token: renews it, gives it back
 *     GET /hold                           {} while nobody holds the witness, else 409
 *
 * and the witness's own routes. Failures are `{"problem": "…"}`: 400 bad request, 401 no or wrong token, 404 no such
 * thing, 409 somebody else holds the witness, 410 records that are no longer kept, 413 too large a body.
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when it cannot listen.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { backlog, lease, tls, host = '127.0.0.1', port = 0 } = options;
  const token = new Secret(Buffer.from(options.token));
  let expiry: NodeJS.Timeout | undefined;
  const abandoned = (): void => {
    if (lease) expiry = setTimeout(lease.expired, lease.milliseconds);
  };

  const streams = new Set<ServerResponse>();
  const reset = (): void => {
    options.reset?.();
    backlog.forget();
  };
  const hold = new Hold(() => {
    for (const stream of streams) stream.destroy();
    reset();
  });
  const routes: Routes = {
    'GET /status': () => ({ last: backlog.last }),
    'GET /clock': () => ({ now: performance.timeOrigin + performance.now() }),
    'POST /reset': reset,
    'POST /hold': (body) => ({ ...hold.take(body), last: backlog.last }),
    'GET /hold': () => hold.refuseOthers(),
    'PUT /hold': () => hold.renew(),
    'DELETE /hold': () => hold.release(),
    ...options.routes,
  };
  const admit = (request: IncomingMessage, route: string): void => {
    const presented = bearerToken(request);
    if (presented !== undefined && token.equals(Buffer.from(presented))) {
      if (!OPEN_WHILE_HELD.has(route)) hold.refuseOthers();
    } else if (presented === undefined || !hold.opensTo(presented)) {
      throw new Refusal(401, 'A bearer token is needed, and it must be the right one.');
    }
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://agent');
    const route = `${request.method} ${url.pathname}`;
    if (route === 'GET /health') return sendJson(response, 200, { status: 'ok' });
    admit(request, route);
    if (route === 'GET /records') {
      const after = readAfter(url, backlog);
      const follow = url.searchParams.get('follow') === 'yes';
      if (follow) {
        streams.add(response);
        clearTimeout(expiry);
        response.once('close', () => {
          streams.delete(response);
          if (streams.size === 0) abandoned();
        });
      }
      return streamBacklog(backlog, after, follow, response);
    }
    const run = Object.hasOwn(routes, route) ? routes[route] : undefined;
    if (run === undefined) throw new Refusal(404, `There is no ${route} here.`);
    sendJson(response, 200, (await run(await readJsonBody(request))) ?? {});
  };

  const listener: RequestListener = (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof Refusal) sendJson(response, error.status, { problem: error.message });
      else sendJson(response, 500, { problem: 'The agent failed.' });
    });
  };
  const server = tls
    ? https.createServer({ cert: tls.certificate, key: tls.key }, listener)
    : http.createServer(listener);
  const sockets = new Set<Socket>();
  // With TLS these are the connections below it: the server itself knows them after their handshake only.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The agent listens on no TCP port.');
  abandoned();

  return {
    address: { host: address.address, port: address.port },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      clearTimeout(expiry);
      hold[Symbol.dispose]();
    },
  };
}

/** What tells about a witness and changes nothing; its own holder decides on all else. */
const OPEN_WHILE_HELD: ReadonlySet<string> = new Set(['GET /status', 'GET /clock', 'GET /witness', 'POST /hold']);

function bearerToken(request: IncomingMessage): string | undefined {
  return /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function readAfter(url: URL, backlog: Backlog): number {
  const text = url.searchParams.get('after') ?? String(backlog.gone);
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(400, 'after: the number of a record is needed.');
  const after = Number(text);
  if (after > backlog.last) throw new Refusal(400, `after: there are only ${backlog.last} records.`);
  if (after < backlog.gone) {
    throw new Refusal(410, `Records after ${after} are no longer kept; those after ${backlog.gone} are.`);
  }
  return after;
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
