import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Workplace } from '../../cli/testing/command-line.ts';
import { credentials } from './credentials.ts';
import { endpoint } from './endpoint.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  // The official clients read the process's own environment.
  for (const name of Object.keys(process.env).filter((one) => one.startsWith('AWS_'))) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', workplace.path('config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', workplace.path('credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => {
  vi.unstubAllEnvs();
  workplace[Symbol.dispose]();
});

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const FIX = 'Set AWS_PROFILE, sign in with `aws sso login` or `aws login`, or set the variables of an access key.';

function stubEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

function examine(identity = false) {
  return credentials.examine({ environment: process.env, nodeVersion: '', connect: false, identity });
}

describe('where credentials come from', () => {
  test('nowhere', async () => {
    const says = "None in variables or profiles; --identity would ask for the machine's own role.";
    expect(await examine()).toEqual({ state: 'missing', says, fix: FIX });
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['variables', { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: SECRET }, 'the access key in AWS_ACCESS_KEY_ID'],
    [
      'a profile, even beside variables',
      { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: SECRET, AWS_PROFILE: 'work' },
      'the profile "work", by single sign-on',
    ],
    ['another profile', { AWS_PROFILE: 'keys' }, 'the profile "keys", by an access key'],
    ['a role', { AWS_PROFILE: 'role' }, 'the profile "role", by a role that it assumes'],
    ['a web identity', { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn' }, 'a web identity'],
    ['a container', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/c' }, "the container's own role"],
  ])('%s', async (_what, variables, source) => {
    writeFileSync(
      workplace.path('config'),
      '[profile work]\nsso_session = s\n[profile role]\nrole_arn = arn\nsource_profile = keys\n[sso-session s]\n',
    );
    writeFileSync(
      workplace.path('credentials'),
      `[keys]\naws_access_key_id = AKIA\naws_secret_access_key = ${SECRET}\n`,
    );
    stubEnvironment(variables);
    const outcome = await examine();
    expect(outcome).toEqual({ state: 'ok', says: `From ${source}; not tried` });
  });

  test('the profile that is called default', async () => {
    writeFileSync(workplace.path('config'), '# mine\n[default]\nregion = eu-west-1\ncredential_process = /bin/x\n');
    expect(await examine()).toEqual({ state: 'ok', says: 'From the profile "default", by a program; not tried' });
  });
});

describe('whose they are, asked for with --identity', () => {
  let server: Server;
  let answer: { status: number; body: string };
  const asked: { authorization: string | undefined; body: string }[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer(async (request, response) => {
      asked.push({ authorization: request.headers.authorization, body: await text(request) });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    stubEnvironment({
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: SECRET,
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('the ARN that STS names, by a signed request', async () => {
    const GetCallerIdentityResult = { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/ada', UserId: 'A' };
    answer = { status: 200, body: JSON.stringify({ GetCallerIdentityResponse: { GetCallerIdentityResult } }) };
    const says = 'arn:aws:iam::111122223333:user/ada, from the access key in AWS_ACCESS_KEY_ID';
    expect(await examine(true)).toEqual({ state: 'ok', says });
    expect(asked).toEqual([
      {
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/sts\/aws4_request, /,
        ),
        body: 'Action=GetCallerIdentity&Version=2011-06-15',
      },
    ]);
  });

  test('nobody’s', async () => {
    answer = { status: 403, body: '{"Error":{"Code":"InvalidClientTokenId","Message":"no","Type":"Sender"}}' };
    expect(await examine(true)).toEqual({
      state: 'missing',
      says: 'AWS refused them: InvalidClientTokenId.',
      fix: FIX,
    });
  });

  test('an endpoint that is something else', async () => {
    answer = { status: 404, body: 'not JSON' };
    expect(await examine(true)).toEqual({ state: 'missing', says: 'AWS refused them: status 404.', fix: FIX });
  });

  test('nobody is asked without it', async () => {
    expect(await examine()).toMatchObject({ state: 'ok' });
    expect(asked).toEqual([]);
  });
});

test('without a region nobody can be asked, whatever the credentials', async () => {
  stubEnvironment({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: SECRET });
  expect(await examine(true)).toEqual({
    state: 'missing',
    says: 'AWS could not be asked: no region is set.',
    fix: 'Set AWS_REGION, or a region in your AWS profile.',
  });
});

test('none at all, asked for', async () => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  const says = 'AWS could not be asked: CredentialsProviderError.';
  expect(await examine(true)).toEqual({ state: 'missing', says, fix: FIX });
});

describe('where requests go', () => {
  const look = () => endpoint.examine({ environment: process.env, nodeVersion: '', connect: false, identity: false });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['to AWS', { AWS_REGION: 'eu-west-1' }, "AWS's own in eu-west-1"],
    [
      'to an emulator',
      { AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
      "http://127.0.0.1:1, not AWS's own; region eu-west-1",
    ],
  ])('%s', async (_what, variables, says) => {
    stubEnvironment(variables);
    expect(await look()).toEqual({ state: 'ok', says });
  });

  test('nowhere without a region', async () => {
    const fix = 'Set AWS_REGION, or a region in your AWS profile.';
    expect(await look()).toEqual({ state: 'missing', says: 'No region is set.', fix });
  });
});
