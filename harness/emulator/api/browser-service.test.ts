import { StartBrowserSessionCommand, ValidationException } from '@aws-sdk/client-bedrock-agentcore';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { brokenValue, validValue } from '../testing/shape-arbitrary.ts';
import { structure } from './shape.ts';
import { DEFAULT_PROXY_LIMITS } from './shapes/proxy-configuration.ts';
import { startBrowserSessionRequest } from './shapes/session-requests.ts';

const SEED = 20_261_122;
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

describe(`StartBrowserSession over HTTP (seed ${SEED})`, () => {
  const {
    browserIdentifier: _path,
    traceId: _header,
    traceParent: _other,
    ...members
  } = startBrowserSessionRequest(DEFAULT_PROXY_LIMITS).members;
  const body = structure(members);

  it('accepts every valid body that it can honour', async () => {
    const {
      extensions: _extensions,
      enterprisePolicies: _policies,
      filesystemConfigurations: _fileSystems,
      certificates: _certificates,
      ...honoured
    } = members;
    await fc.assert(
      fc.asyncProperty(validValue(structure(honoured)), async (value) => {
        const text = JSON.stringify(value);
        for (const [arn] of text.matchAll(/arn:aws[-a-z]*:secretsmanager:[^"]+/g)) {
          t.emulator.secrets.put({ arn, secretString: '{"username":"user","password":"pass"}' });
        }
        expect(await send(text)).toMatchObject({ status: 200, body: { browserIdentifier } });
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('refuses every body that breaks one constraint, and names the place where', async () => {
    await fc.assert(
      fc.asyncProperty(brokenValue(body), async ({ value, path }) => {
        const answer = await send(JSON.stringify(value));
        expect(answer).toMatchObject({
          status: 400,
          body: { __type: 'ValidationException', reason: 'FieldValidationFailed', message: expect.any(String) },
        });
        expect(new Set(answer.body.fieldList.map(({ name }: { name: string }) => name))).toEqual(new Set([path]));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

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
