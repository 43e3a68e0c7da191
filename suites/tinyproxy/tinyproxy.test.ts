import { once } from 'node:events';
import http from 'node:http';
import { expect, test } from 'vitest';
import { startTinyproxy } from './tinyproxy.ts';

async function statusOf(port: number, headers = {}): Promise<number | undefined> {
  const request = http.get({ host: '127.0.0.1', port, path: 'http://localhost:1/', headers, agent: false });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  response.resume();
  return response.statusCode;
}

test('asks for credentials with 407, answers wrong ones with 401, and is gone when disposed of', async () => {
  const tinyproxy = await startTinyproxy('BasicAuth name word');
  const basic = (text: string) => ({ 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` });
  expect(await statusOf(tinyproxy.port)).toBe(407);
  expect(await statusOf(tinyproxy.port, basic('name:wrong'))).toBe(401);
  expect(await statusOf(tinyproxy.port, basic('name:word'))).toBe(500);
  await tinyproxy[Symbol.asyncDispose]();
  await expect(statusOf(tinyproxy.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a configuration that it does not understand is its own message', async () => {
  await expect(startTinyproxy('NoSuchDirective on')).rejects.toMatchObject({
    code: 'ERR_TINYPROXY_START',
    message: expect.stringContaining('Syntax error on line 6'),
  });
});
