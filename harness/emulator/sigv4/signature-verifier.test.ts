import { request as send } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { BedrockAgentCoreClient, ListBrowserSessionsCommand } from '@aws-sdk/client-bedrock-agentcore';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '../testing/clients.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

let t: RunningEmulator;
beforeAll(async () => {
  t = await runEmulator();
});
afterAll(() => t[Symbol.asyncDispose]());

const PATH = '/browsers/aws.browser.v1/sessions/list';
const MINUTE = 60_000;

interface Changes {
  readonly toSign?: Partial<Parameters<typeof sign>[0]>;
  /** Changes the headers after they were signed. */
  readonly afterwards?: (headers: Record<string, string>) => void;
  readonly sentBody?: string;
}

/** Lists sessions with a request signed by hand. */
async function request({ toSign = {}, afterwards = () => undefined, sentBody }: Changes = {}) {
  const url = t.emulator.endpoint + PATH;
  const headers = await sign({ method: 'POST', url, body: '{}', credentials: t.emulator.credentials, ...toSign });
  afterwards(headers);
  delete headers['host'];
  const answer = await fetch(url, { method: 'POST', headers, body: sentBody ?? '{}' });
  const { __type, ...body } = Object(await answer.json());
  return { status: answer.status, error: answer.headers.get('x-amzn-errortype'), ...body };
}

const mismatch = {
  status: 403,
  error: 'InvalidSignatureException',
  message: expect.stringMatching(/^The request signature we calculated does not match the signature you provided\./),
};

describe('a signature', () => {
  it('is accepted when it is right', async () => {
    expect(await request()).toEqual({ status: 200, error: null, items: [] });
  });

  it('is accepted up to five minutes old or early', async () => {
    for (const minutes of [-4.9, 4.9]) {
      const signingDate = new Date(Date.now() + minutes * MINUTE);
      expect(await request({ toSign: { signingDate } })).toMatchObject({ status: 200 });
    }
  });

  it('may be made for another host than is connected to', async () => {
    const host = 'bedrock-agentcore.us-east-1.amazonaws.com';
    const url = new URL(PATH, `https://${host}`).href;
    const { emulator } = t;
    const headers = await sign({ method: 'POST', url, body: '{}', credentials: emulator.credentials });
    const status = await new Promise((resolve) => {
      send(emulator.endpoint + PATH, { method: 'POST', headers }, (answer) => resolve(answer.resume().statusCode)).end(
        '{}',
      );
    });
    expect(status).toBe(200);
  });

  it('covers the path, the query, the headers and the body', async () => {
    const { credentials, endpoint } = t.emulator;
    const elsewhere = `${endpoint}/browsers/another/sessions/list`;
    expect(await request({ toSign: { url: elsewhere } })).toEqual(mismatch);
    expect(await request({ toSign: { url: `${endpoint}${PATH}?a=1` } })).toEqual(mismatch);
    expect(await request({ toSign: { method: 'PUT' } })).toEqual(mismatch);
    expect(
      await request({ toSign: { headers: { 'x-more': '1' } }, afterwards: (headers) => (headers['x-more'] = '2') }),
    ).toEqual(mismatch);
    expect(await request({ sentBody: '{ }', afterwards: (headers) => delete headers['x-amz-content-sha256'] })).toEqual(
      mismatch,
    );
    expect(await request({ toSign: { credentials: { ...credentials, secretAccessKey: 'wrong' } } })).toEqual(mismatch);
  });
});

describe('a request is refused', () => {
  const refusals: readonly (readonly [string, Changes, { status: number; error: string; message: string }])[] = [
    [
      'without an Authorization header',
      { afterwards: (headers) => delete headers['authorization'] },
      { status: 403, error: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    ],
    [
      'with another authentication scheme, which is not quoted',
      { afterwards: (headers) => (headers['authorization'] = 'Basic dTpw') },
      {
        status: 403,
        error: 'IncompleteSignatureException',
        message:
          "Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires 'Signature' parameter.",
      },
    ],
    [
      'without a date',
      { afterwards: (headers) => delete headers['x-amz-date'] },
      {
        status: 403,
        error: 'IncompleteSignatureException',
        message: "Authorization header requires existence of an 'X-Amz-Date' header.",
      },
    ],
    [
      'with a scope that is not whole',
      {
        afterwards: (headers) =>
          (headers['authorization'] = headers['authorization']?.replace('/aws4_request', '') ?? ''),
      },
      {
        status: 403,
        error: 'IncompleteSignatureException',
        message: 'Credential must be <access key id>/<date>/<region>/<service>/aws4_request.',
      },
    ],
    [
      'with an unknown access key',
      { toSign: { credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } } },
      {
        status: 403,
        error: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      },
    ],
    [
      'with a session token, which these credentials do not have',
      { toSign: { headers: { 'x-amz-security-token': 'token' } } },
      {
        status: 403,
        error: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      },
    ],
    [
      'when it is signed for another region',
      { toSign: { region: 'eu-west-1' } },
      {
        status: 403,
        error: 'InvalidSignatureException',
        message: "Credential should be scoped to region 'us-east-1'.",
      },
    ],
    [
      'when it is signed for another service',
      { toSign: { service: 'secretsmanager' } },
      {
        status: 403,
        error: 'InvalidSignatureException',
        message: "Credential should be scoped to correct service: 'bedrock-agentcore'.",
      },
    ],
    [
      'when its scope is of another day',
      {
        afterwards: (headers) =>
          (headers['authorization'] = headers['authorization']?.replace(/\/\d{8}\//, '/20000101/') ?? ''),
      },
      {
        status: 403,
        error: 'InvalidSignatureException',
        message: 'Date in Credential scope does not match the date of the X-Amz-Date header.',
      },
    ],
    [
      'when its host is not signed',
      {
        afterwards: (headers) => (headers['authorization'] = headers['authorization']?.replace('=host;', '=') ?? ''),
      },
      {
        status: 403,
        error: 'InvalidSignatureException',
        message: "'host' must be a 'SignedHeader' in the AWS Authorization.",
      },
    ],
    [
      'when its body is not the one whose hash is signed',
      { sentBody: '{"maxResults":1}' },
      {
        status: 403,
        error: 'InvalidSignatureException',
        message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      },
    ],
  ];

  it.each(refusals)('%s', async (_name, changes, refusal) => {
    expect(await request(changes)).toEqual(refusal);
  });

  it('when its signature is more than five minutes old, or early', async () => {
    const old = await request({ toSign: { signingDate: new Date(Date.now() - 5.1 * MINUTE) } });
    expect(old).toEqual({
      status: 403,
      error: 'InvalidSignatureException',
      message: expect.stringMatching(
        /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)\.$/,
      ),
    });
    const early = await request({ toSign: { signingDate: new Date(Date.now() + 5.1 * MINUTE) } });
    expect(early).toEqual({
      status: 403,
      error: 'InvalidSignatureException',
      message: expect.stringMatching(
        /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)\.$/,
      ),
    });
  });
});

it('is refused by each service in its own protocol', async () => {
  const { endpoint, region } = t.emulator;
  const wrong = { endpoint, region, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 's' }, maxAttempts: 1 };
  await expect(
    new BedrockAgentCoreClient(wrong).send(new ListBrowserSessionsCommand({ browserIdentifier: 'aws.browser.v1' })),
  ).rejects.toMatchObject({ name: 'UnrecognizedClientException', $metadata: { httpStatusCode: 403 } });
  await expect(new SecretsManagerClient(wrong).send(new ListSecretsCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode: 400 },
  });
});

it('accepts paths and queries with characters that signing escapes', async () => {
  const url = `${t.emulator.endpoint}/browsers/a%20b%2Fc%C3%A9/sessions/get?sessionId=A&more=%26%3D%20%2B&more=1`;
  const { hostname, host, pathname } = new URL(url);
  const { credentials, region } = t.emulator;
  const signer = new SignatureV4({ credentials, region, service: 'bedrock-agentcore', sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: 'http:',
    hostname,
    path: pathname,
    query: { sessionId: 'A', more: ['&= +', '1'] },
    headers: { host },
  });
  delete headers['host'];
  const answer = await fetch(url, { headers });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ __type: 'ResourceNotFoundException', message: 'The browser does not exist' });
});
