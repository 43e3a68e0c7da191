import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { renderViolations } from '../../configuration/render.ts';
import { type AdminAnswer, administer } from './admin-operations.ts';
import type { Faults } from './faults.ts';

/** Descriptions of faults are short. */
const MAX_BODY_BYTES = 16 * 1024;

/** The testers' own API. It is on loopback and nowhere else, whatever the emulator listens on. */
export interface AdminServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every request has to bring it along as `Authorization: Bearer …`. */
  readonly token: string;
}

/**
 * @param port 0 for any free one.
 * @throws {Error} `EADDRINUSE`, … when it cannot listen.
 */
export async function startAdminServer(faults: Faults, port: number): Promise<AdminServer> {
  const token = randomBytes(24).toString('base64url');
  const server = http.createServer((request, response) => void serve(faults, token, request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(faults: Faults, token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = refusal(token, request) ?? (await answer(faults, request));
  const text = body === undefined ? '' : `${JSON.stringify(body, null, 2)}\n`;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** A web page may not call, under whatever name it reaches this address; nor may anybody who has not been told how. */
function refusal(token: string, { headers, socket }: IncomingMessage): AdminAnswer | undefined {
  const host = /^(.*):(\d+)$/.exec(headers.host ?? '');
  if (!['127.0.0.1', 'localhost'].includes(host?.[1] ?? '') || Number(host?.[2]) !== socket.localPort) {
    return error(403, 'The Host header has to name the loopback address that the admin API listens on.');
  }
  if (headers.origin !== undefined) return error(403, 'The admin API is not for web pages.');
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined;
  return error(401, 'Send the token that was printed at the start, as Authorization: Bearer <token>.');
}

async function answer(faults: Faults, request: IncomingMessage): Promise<AdminAnswer> {
  try {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return error(413, 'The body is too large.');
    if (request.headers['transfer-encoding'] !== undefined) return error(411, 'The body needs a Content-Length.');
    const body = (await buffer(request)).toString();
    return administer(faults, `${request.method} ${request.url}`, body);
  } catch (thrown) {
    if (thrown instanceof InvalidInputError) return error(400, renderViolations(thrown));
    if (thrown instanceof SyntaxError) return error(400, 'The body is not JSON.');
    // The client went away in the middle of it, and nobody hears the answer.
    if (request.errored) return error(400, 'The body broke off.');
    throw thrown;
  }
}

function error(status: number, message: string): AdminAnswer {
  return { status, body: { message } };
}
