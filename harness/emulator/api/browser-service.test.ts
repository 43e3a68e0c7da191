import { StartBrowserSessionCommand, ValidationException } from '@aws-sdk/client-bedrock-agentcore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

const browserIdentifier = 'aws.browser.v1';

let t: RunningEmulator;
beforeAll(async () => {
  t = await runEmulator();
});
afterAll(() => t[Symbol.asyncDispose]());

/** Sends a body that no official client would send. */
async function send(body: string, method = 'PUT', path = `/browsers/${browserIdentifier}/sessions/start`) {
  const url = t.emulator.endpoint + path;
  const headers = await sign({ method, url, body, credentials: t.emulator.credentials });
  delete headers['host'];
  const answer = await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) });
  return { status: answer.status, headers: answer.headers, body: Object(await answer.json()) };
}

describe('an error', () => {
  it('arrives at the official client with its name and members', async () => {
    const proxies = [{ externalProxy: { server: 'http://proxy.example.com', port: 70_000 } }];
    const sent = t.client.send(new StartBrowserSessionCommand({ browserIdentifier, proxyConfiguration: { proxies } }));
    const error = await sent.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationException);
    expect(error).toMatchObject({
      name: 'ValidationException',
      reason: 'FieldValidationFailed',
      message: expect.stringMatching(
        /^2 validation errors detected: Value at 'proxyConfiguration\.proxies\[0\]\.externalProxy\.server' failed to satisfy constraint: Member must satisfy regular expression pattern: .*; Value at 'proxyConfiguration\.proxies\[0\]\.externalProxy\.port' failed to satisfy constraint: Member must be between 1 and 65535, inclusive$/,
      ),
      fieldList: [
        {
          name: 'proxyConfiguration.proxies[0].externalProxy.server',
          message: expect.stringMatching(/^Member must satisfy regular expression pattern: /),
        },
        {
          name: 'proxyConfiguration.proxies[0].externalProxy.port',
          message: 'Member must be between 1 and 65535, inclusive',
        },
      ],
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it.each(['{"name": canary', '[]', 'null', '"canary"'])('is CannotParse for the body %s', async (body) => {
    const answer = await send(body);
    expect(answer).toMatchObject({ status: 400, body: { __type: 'ValidationException', reason: 'CannotParse' } });
    expect(answer.headers.get('x-amzn-errortype')).toBe('ValidationException');
    expect(JSON.stringify(answer.body)).not.toContain('canary');
  });

  it('is CannotParse for a URL that is not properly encoded', async () => {
    const answer = await send('{}', 'PUT', '/browsers/%E0%A4%A/sessions/start');
    expect(answer).toMatchObject({ status: 400, body: { reason: 'CannotParse' } });
  });

  it.each([
    ['GET', '/'],
    ['POST', `/browsers/${browserIdentifier}/sessions/start`],
    ['PUT', '/browsers//sessions/start'],
    ['PUT', `/browsers/${browserIdentifier}/sessions/start/more`],
  ])('is UnknownOperationException for %s %s', async (method, path) => {
    expect(await send('', method, path)).toMatchObject({
      status: 404,
      body: { __type: 'UnknownOperationException', message: 'No operation has this method and path' },
    });
  });

  it('is RequestEntityTooLargeException for a body that is too long', async () => {
    const answer = await send(' '.repeat(4 * 1024 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, body: { __type: 'RequestEntityTooLargeException' } });
    expect(answer.headers.get('connection')).toBe('close');
  });

  it('is logged with its request', async () => {
    const answer = await send('[]');
    expect(t.events.at(-1)).toEqual({
      type: 'request-answered',
      requestId: answer.headers.get('x-amzn-requestid'),
      service: 'bedrock-agentcore',
      operation: 'StartBrowserSession',
      status: 400,
      error: 'ValidationException',
      durationMilliseconds: expect.any(Number),
    });
  });
});
