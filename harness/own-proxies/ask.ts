import http, { type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Authority } from '../../proxies/index.ts';
import type { Canary } from '../evidence/canaries.ts';
import type { Destination } from './own-proxy.ts';

/** What came of asking a proxy once. */
export type Answer =
  | Answered
  /** There was no answer; `code` is Node's, or `ETIMEDOUT`. `connected`: the proxy took the connection. */
  | { readonly kind: 'failed'; readonly code: string; readonly connected: boolean };

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** The proxy's own word for its error (`ERR_DNS_FAIL`), where it sends one. */
  readonly word?: string;
  /** The proxy let the request through, as far as its status tells. */
  readonly passed: boolean;
  readonly milliseconds: number;
  /** An open tunnel, the caller's to destroy. */
  readonly tunnel?: Socket;
}

/** A proxy that has not answered by then is taken for one that does not. */
const ANSWER_TIMEOUT_MILLISECONDS = 20_000;

/**
 * Asks a proxy for a destination, once. Every socket is closed before this settles, but for an open tunnel.
 * @param timeout milliseconds for the answer.
 */
export function ask(
  proxy: Authority,
  destination: Destination,
  credentials: Canary | undefined,
  timeout = ANSWER_TIMEOUT_MILLISECONDS,
): Promise<Answer> {
  const { kind, authority, url } = destination;
  const started = performance.now();
  return new Promise((resolve) => {
    let connected = false;
    const request = http.request({
      host: proxy.host,
      port: proxy.port,
      agent: false,
      method: kind === 'tunnel' ? 'CONNECT' : 'HEAD',
      path: kind === 'tunnel' ? authority : url,
      headers: { host: authority, ...authorization(credentials) },
    });
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(() => {
      settle({ kind: 'failed', code: 'ETIMEDOUT', connected });
      request.destroy();
    }, timeout);
    const answered = (response: IncomingMessage, tunnel?: Socket): void => {
      const { statusCode: status = 0, headers } = response;
      const [word] = String(headers['x-squid-error'] ?? '').split(' ');
      const passed =
        kind === 'tunnel' ? status >= 200 && status <= 299 : status !== 403 && status !== 407 && status < 500;
      const milliseconds = performance.now() - started;
      const said = { kind: 'answered', status, passed, milliseconds, ...(word ? { word } : {}) } as const;
      if (tunnel && passed) settle({ ...said, tunnel: tunnel.on('error', () => tunnel.destroy()) });
      else {
        settle(said);
        request.destroy();
        tunnel?.destroy();
      }
    };
    request.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    request.on('connect', (response, socket: Socket) => answered(response, socket));
    request.on('response', (response) => answered(response));
    request.on('error', (error: NodeJS.ErrnoException) => {
      settle({ kind: 'failed', code: error.code ?? error.name, connected });
    });
    request.end();
  });
}

/** {@link ask}, for whom the answer is enough. */
export async function askOnly(
  proxy: Authority,
  destination: Destination,
  credentials: Canary | undefined,
  timeout?: number,
): Promise<Answer> {
  const answer = await ask(proxy, destination, credentials, timeout);
  if (answer.kind === 'answered') answer.tunnel?.destroy();
  return answer;
}

/** The proxy wants credentials, or others. Some answer 401 where 407 is due; to a CONNECT only a proxy answers. */
export function asksForCredentials(answer: Answer, { kind }: Destination): boolean {
  return answer.kind === 'answered' && (answer.status === 407 || (answer.status === 401 && kind === 'tunnel'));
}

/** `CONNECT a.example:443`. */
export function askedWords({ kind, authority, url }: Destination): string {
  return kind === 'tunnel' ? `CONNECT ${authority}` : `HEAD ${url}`;
}

/** `answers 503 (ERR_DNS_FAIL)`, `gives no answer (ECONNRESET)`. */
export function answerWords(answer: Answer): string {
  if (answer.kind === 'answered') return `answers ${answer.status}${answer.word ? ` (${answer.word})` : ''}`;
  return answer.connected ? `gives no answer (${answer.code})` : `cannot be connected to (${answer.code})`;
}

export function authorization(credentials: Canary | undefined): { readonly 'proxy-authorization'?: string } {
  if (credentials === undefined) return {};
  const { username, password } = credentials;
  return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
