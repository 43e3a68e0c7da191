import { once } from 'node:events';
import http from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Opinion } from './question.ts';
import { witnessed } from './witnesses.ts';

/** One request through a proxy. `forward`: in absolute form; `tunnel`: a CONNECT, and the request inside. */
export interface ProxiedRequest {
  readonly kind: 'forward' | 'tunnel';
  /** Address on this machine that the proxy sees the request come from. */
  readonly clientAddress: string;
  readonly authority: string;
}

/** A Squid on this machine answers within milliseconds. */
const TIMEOUT_MILLISECONDS = 20_000;

/** Makes the request and says who answered it. */
export async function askThrough(port: number, { kind, clientAddress, authority }: ProxiedRequest): Promise<Opinion> {
  const proxy = { host: '127.0.0.1', port, localAddress: clientAddress, agent: false, timeout: TIMEOUT_MILLISECONDS };
  const headers = { host: authority };
  try {
    if (kind === 'forward')
      return await answerTo(http.get({ ...proxy, path: `http://${authority}/`, headers }), authority);
    const tunnel = http.request({ ...proxy, method: 'CONNECT', path: authority, headers }).end();
    const [response, socket] = (await once(endable(tunnel), 'connect')) as [http.IncomingMessage, Socket];
    if (response.statusCode !== 200) {
      socket.destroy();
      return readSquid(response, authority);
    }
    return await answerTo(
      http.get({ createConnection: () => socket, headers, timeout: TIMEOUT_MILLISECONDS }),
      authority,
    );
  } catch (error) {
    return { kind: 'lost', why: error instanceof Error ? error.message : String(error) };
  }
}

async function answerTo(request: http.ClientRequest, authority: string): Promise<Opinion> {
  const [response] = (await once(endable(request), 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  if (response.headers['x-squid-error'] !== undefined) return readSquid(response, authority);
  return witnessed(/data-marker="([^"]*)"/.exec(text)?.[1]);
}

function endable(request: http.ClientRequest): http.ClientRequest {
  return request.on('timeout', () => request.destroy(new Error('no answer in time')));
}

/**
 * Squid's own error. One of them is a way all the same: parents are always there, so a connection that cannot be made
 * to an address was a direct one, to a place where no witness can be.
 */
function readSquid({ statusCode, headers }: http.IncomingMessage, authority: string): Opinion {
  const error = String(headers['x-squid-error'] ?? '');
  const toAddress = isIP(authority.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')) !== 0;
  if (toAddress && error.startsWith('ERR_CONNECT_FAIL')) return { kind: 'direct' };
  return { kind: 'lost', why: `Squid answered ${statusCode} ${error}`.trim() };
}
