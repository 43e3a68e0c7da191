import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { start } from '../testing/session-calls.ts';
import { type AdminServer, startAdminServer } from './admin-server.ts';
import { Faults } from './faults.ts';

let emulator: RunningEmulator;
let admin: AdminServer;
beforeEach(async () => {
  const faults = new Faults({ seed: 42 });
  emulator = await runEmulator({ faults });
  admin = await startAdminServer(faults, 0);
});
afterEach(async () => {
  await admin[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

interface Given {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function call(request: string, { headers = {}, body = '' }: Given = {}) {
  const [method = '', path = ''] = request.split(' ');
  const authorization = `Bearer ${admin.token}`;
  const length = 'transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const all = { authorization, ...length, ...headers };
  const sent = http.request(`${admin.url}${path}`, { method, headers: all, agent: false }).end(body);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  const answer = await text(response);
  return { status: response.statusCode, body: answer === '' ? undefined : JSON.parse(answer) };
}

test('a session can be looked at, and its browser killed', async () => {
  const { sessionId = '' } = await start(emulator);
  const ready = { sessionId, status: 'READY', processId: 1, streams: 0 };
  expect(await call('GET /sessions')).toEqual({ status: 200, body: { sessions: [ready] } });
  const ended = emulator.next('session-ended');
  expect(await call(`POST /sessions/${sessionId}/crash`)).toEqual({ status: 204, body: undefined });
  await ended;
  const end = { cause: 'browser-exited', reason: 'It was disposed.' };
  expect((await call('GET /sessions')).body).toEqual({ sessions: [{ sessionId, status: 'TERMINATED', end }] });
});

test('streams can be cut', async () => {
  const { sessionId } = await start(emulator);
  expect(await call(`POST /sessions/${sessionId}/cut-streams`)).toEqual({ status: 200, body: { connections: 0 } });
});

test('faults come and go', async () => {
  const fault = { kind: 'start-failure', error: 'ConflictException', probability: 1 };
  const body = JSON.stringify({ kind: 'start-failure', error: 'ConflictException' });
  expect(await call('POST /faults', { body })).toEqual({ status: 201, body: fault });
  await expect(start(emulator)).rejects.toMatchObject({ name: 'ConflictException' });
  expect(await call('GET /faults')).toEqual({ status: 200, body: { seed: 42, faults: [{ fault, struck: 1 }] } });
  expect(await call('DELETE /faults')).toEqual({ status: 204, body: undefined });
  await start(emulator);
});

describe('refuses', () => {
  const told = 'Send the token that was printed at the start, as Authorization: Bearer <token>.';
  const host = 'The Host header has to name the loopback address that the admin API listens on.';

  test.each<[string, string, Given, number, string]>([
    ['no token', 'GET /sessions', { headers: { authorization: '' } }, 401, told],
    ['another token', 'GET /sessions', { headers: { authorization: `Bearer ${'x'.repeat(32)}` } }, 401, told],
    [
      'a web page',
      'GET /faults',
      { headers: { origin: 'http://127.0.0.1' } },
      403,
      'The admin API is not for web pages.',
    ],
    ['a name that leads here', 'GET /faults', { headers: { host: 'attacker.test:80' } }, 403, host],
    ['another port', 'GET /faults', { headers: { host: '127.0.0.1:1' } }, 403, host],
    ['an unknown operation', 'PUT /faults', {}, 404, 'The admin API has no such operation.'],
    ['an unknown session', 'POST /sessions/01ARZ/crash', {}, 404, 'No such session is running.'],
    ['what is not JSON', 'POST /faults', { body: '{' }, 400, 'The body is not JSON.'],
    ['too much', 'POST /faults', { body: 'x'.repeat(16 * 1024 + 1) }, 413, 'The body is too large.'],
    [
      'a body of no length',
      'POST /faults',
      { headers: { 'transfer-encoding': 'chunked' }, body: '{}' },
      411,
      'The body needs a Content-Length.',
    ],
  ])('%s', async (_, request, given, status, message) => {
    expect(await call(request, given)).toEqual({ status, body: { message } });
  });

  test('a fault that does not exist, saying which ones do', async () => {
    const { status, body } = await call('POST /faults', { body: '{"kind":"flood"}' });
    expect(status).toBe(400);
    expect(body.message).toContain('There is no such fault; there are start-failure, slow-start,');
  });
});

test('a client that goes away in the middle of its body ends nothing', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  onTestFinished(() => void process.off('unhandledRejection', hear));
  const own = await startAdminServer(new Faults({ seed: 42 }), 0);
  const headers = { authorization: `Bearer ${own.token}`, 'content-length': '100', expect: '100-continue' };
  const sent = http.request(`${own.url}/faults`, { method: 'POST', headers, agent: false });
  sent.on('error', () => undefined).flushHeaders();
  // The server is at the body.
  await once(sent, 'continue');
  sent.write('{');
  sent.destroy();
  await own[Symbol.asyncDispose]();
  // Word of it takes some turns of the event loop.
  for (let turn = 0; turn < 10; turn += 1) await setImmediate();
  expect(unheard).toEqual([]);
});
