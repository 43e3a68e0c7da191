import { writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { renderViolations } from '../../configuration/render.ts';
import { createServerCertificate } from '../../emulator/tls/server-certificate.ts';
import { credentialsFromEnvironment } from '../../own-proxies/credentials/environment.ts';
import type { Io } from '../io.ts';
import { example, Workplace } from '../testing/command-line.ts';
import { credentialsFromPrompt } from './prompt.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:proxy-AbCdEf';
const configuration: ProxyConfiguration = {
  proxies: [
    { externalProxy: { server: 'open.example', port: 8080, domainPatterns: ['.a.example'] } },
    { externalProxy: { server: 'basic.example', port: 3128, credentials: { basicAuth: { secretArn: ARN } } } },
  ],
};

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => work[Symbol.dispose]());

async function refusalOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof InvalidInputError ? renderViolations(error) : String(error);
}

test('credentials from variables named after the proxy’s position', async () => {
  const environment = { ACPC_PROXY_1_USERNAME: 'name', ACPC_PROXY_1_PASSWORD: 'word' };
  expect(await credentialsFromEnvironment(configuration, environment)).toEqual(
    new Map([[ARN, { username: 'name', password: 'word' }]]),
  );
});

test('variables that are missing, or hold what no secret may, are named and never quoted', async () => {
  expect(
    await refusalOf(credentialsFromEnvironment(configuration, { ACPC_PROXY_1_USERNAME: 'name' })),
  ).toMatchInlineSnapshot(`
    "environment: 1 problem

      ACPC_PROXY_1_PASSWORD  [credentials]
        It is not set, and basic.example:3128 needs credentials.
        fix:   Set it, or read the credentials elsewhere (--credentials secrets-manager or prompt)."
  `);
  const environment = { ACPC_PROXY_1_USERNAME: 'name', ACPC_PROXY_1_PASSWORD: 'sesame street' };
  const refusal = await refusalOf(credentialsFromEnvironment(configuration, environment));
  expect(refusal).toMatchInlineSnapshot(`
    "environment: 1 problem

      ACPC_PROXY_1_*  [credentials]
        The secret's \`password\` has white space at position 7.
        fix:   The service takes {"username": "…", "password": "…"} with the characters that it documents."
  `);
  expect(refusal).not.toContain('sesame');
});

/** A terminal at which somebody gives these answers, one to each question. */
function terminal(...answers: string[]): { readonly io: Io; readonly shown: string[] } {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const shown: string[] = [];
  const show = (text: string): void => {
    shown.push(text);
    if (text !== '') setImmediate(() => keyboard.write(answers.shift()));
  };
  const io = { stdin: keyboard, out: show, err: show, redraw: show, interactive: true, columns: 80, colour: false };
  return { io, shown };
}

test('asked at a terminal, nothing of the answers is shown', async () => {
  const { io, shown } = terminal('name\n', 'word\n');
  expect(await credentialsFromPrompt(configuration, io)).toEqual(
    new Map([[ARN, { username: 'name', password: 'word' }]]),
  );
  expect(shown).toEqual([
    'User name for basic.example:3128 (not shown): ',
    '',
    'Password for basic.example:3128 (not shown): ',
    '',
  ]);
});

test('Ctrl-C at the question, and no terminal at all', async () => {
  const { io } = terminal('\u0003');
  expect(await refusalOf(credentialsFromPrompt(configuration, io))).toMatchInlineSnapshot(`
    "terminal: 1 problem

      the whole input  [credentials]
        The question was not answered.
        fix:   Answer it, or use --credentials env or secrets-manager."
  `);
  const piped = { ...io, stdin: new PassThrough() };
  expect(await refusalOf(credentialsFromPrompt(configuration, piped))).toMatchInlineSnapshot(`
    "terminal: 1 problem

      the whole input  [credentials]
        Nobody is at a terminal.
        fix:   Use --credentials env or secrets-manager here."
  `);
});

test('what is for real proxies is refused for stand-ins', async () => {
  const { status, stderr } = await work.run([
    'verify',
    example('basic-auth.json'),
    '--credentials',
    'env',
    '--echo',
    'http://localhost/',
  ]);
  expect(status).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "command line: 2 problems

      --credentials  [usage]
        It is for real proxies, and the proxies of this run are stand-ins.
        fix:   Add --proxies tap, or leave it out.

      --echo  [usage]
        It is for real proxies, and the proxies of this run are stand-ins.
        fix:   Add --proxies tap, or leave it out.
    "
  `);
});

test('a secret that cannot be read: one line, before anything is started', async () => {
  const env = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE12',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_MAX_ATTEMPTS: '1',
  };
  const { status, stderr } = await work.run(['verify', example('basic-auth.json'), '--proxies', 'tap'], { env });
  expect(status).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "Secrets Manager: 1 problem

      proxies[0].externalProxy.credentials.basicAuth.secretArn  [secret-unreadable]
        The secret cannot be read (ECONNREFUSED).
        value: arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-proxy-AbCdEf
        fix:   Check the network, AWS_PROFILE and AWS_ENDPOINT_URL, or read the credentials elsewhere (--credentials).
    "
  `);
});

test('certificates that are none, and an echo that is no URL', async () => {
  const file = work.path('ca.pem');
  writeFileSync(file, 'not a certificate');
  const run = (...args: string[]) => work.run(['verify', example('basic-auth.json'), '--proxies', 'tap', ...args]);
  const certificates = await run('--certificates', 'ca.pem');
  const echo = await run('--echo', 'checkip');
  const credentials = await run('--echo', 'https://name:sesame@checkip.test/');
  expect([certificates.status, echo.status, credentials.status]).toEqual([2, 2, 2]);
  expect(credentials.stderr).toContain('The URL holds a user name or a password.');
  expect(credentials.stderr).not.toContain('sesame');
  expect(certificates.stderr).toMatchInlineSnapshot(`
    "ca.pem: 1 problem

      the whole input  [certificates]
        The file holds no X.509 certificate in PEM.
        fix:   Put the certificate of the authority there, from -----BEGIN CERTIFICATE----- on.
    "
  `);
  expect(echo.stderr).toMatchInlineSnapshot(`
    "command line: 1 problem

      --echo  [usage]
        This is no http or https URL.
        fix:   Write a URL that answers with the address it was asked from, such as https://checkip.amazonaws.com/.
    "
  `);
});

test('an authority that browsers of this machine cannot be told to trust: one line, before anything is started', async () => {
  const { authority, certificate } = await createServerCertificate(['company.test']);
  const env = { PATH: work.folder };
  const run = (pem: string) => {
    writeFileSync(work.path('given.pem'), pem);
    const args = ['verify', example('ip-allowlisting.json'), '--proxies', 'tap', '--certificates', 'given.pem'];
    return work.run([...args, '--deployment', 'none.json'], { env });
  };
  const refused = await run(authority);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatchInlineSnapshot(`
    "command line: 1 problem

      --certificates  [certificates]
        To trust an authority the emulator needs the program certutil (Debian: package libnss3-tools).
        fix:   Install it, or leave the option out: then only this tool’s own requests say who TLS ends at.
    "
  `);
  // A server's own certificate needs nothing: the next thing that is wrong is what is told.
  expect((await run(certificate)).stderr).toContain('--deployment');
});
