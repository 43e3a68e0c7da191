import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { Emulator } from '../emulator.ts';
import { sign } from './clients.ts';

/** How an upgrade was refused. */
export interface Refusal {
  readonly status: number | undefined;
  readonly error: string | string[] | undefined;
  readonly body: unknown;
}

/** Opens a stream as a client without an SDK does: with headers signed over a GET of the http form of its URL. */
export async function openStream(
  emulator: Emulator,
  url: string,
  headers?: Record<string, string>,
): Promise<WebSocket> {
  const signed = headers ?? (await sign({ url: url.replace('ws:', 'http:'), credentials: emulator.credentials }));
  const client = new WebSocket(url, { headers: signed, perMessageDeflate: false, maxPayload: 200 * 1024 * 1024 });
  await once(client, 'open');
  return client;
}

/** Tries to open a stream, and returns the refusal. */
export async function refusedStream(
  emulator: Emulator,
  url: string,
  headers?: Record<string, string>,
): Promise<Refusal> {
  const signed = headers ?? (await sign({ url: url.replace('ws:', 'http:'), credentials: emulator.credentials }));
  const client = new WebSocket(url, { headers: signed });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    client.once('unexpected-response', (_request, response) => resolve(response));
    client.once('open', () => reject(new Error('The stream was opened.')));
    client.once('error', reject);
  });
  const text = (await answer.toArray()).join('');
  return { status: answer.statusCode, error: answer.headers['x-amzn-errortype'], body: JSON.parse(text) };
}
