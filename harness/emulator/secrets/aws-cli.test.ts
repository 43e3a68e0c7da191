import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator.ts';
import { runEmulator } from '../testing/running-emulator.ts';

/** A call of the AWS CLI takes seconds on a busy machine: it loads a model of every service. */
const TIMEOUT = 180_000;

/** The document's own command, with its placeholders filled in. */
const CREATE_SECRET = String.raw`aws secretsmanager create-secret \
  --name "my-proxy-credentials" \
  --secret-string '{"username":"proxy.user","password":"p4ss_word"}'`;

function hasAwsCli(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a command line with nothing but the emulator's endpoint and credentials. */
async function run({ endpoint, region, credentials }: Emulator, command: string) {
  const { stdout } = await promisify(execFile)('sh', ['-c', command], {
    env: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  return JSON.parse(stdout);
}

describe.skipIf(!hasAwsCli())('the AWS CLI (skipped without `aws` on the PATH: install the package awscli)', () => {
  it('creates a secret with the documented command, and reads it', { timeout: TIMEOUT }, async () => {
    await using t = await runEmulator({ accountId: '111122223333' });
    const created = await run(t.emulator, CREATE_SECRET);
    expect(created).toMatchObject({
      ARN: expect.stringMatching(
        /^arn:aws:secretsmanager:us-east-1:111122223333:secret:my-proxy-credentials-[a-zA-Z0-9]{6}$/,
      ),
      Name: 'my-proxy-credentials',
      VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const read = 'aws secretsmanager get-secret-value --secret-id my-proxy-credentials';
    expect(await run(t.emulator, read)).toMatchObject({
      ARN: created.ARN,
      SecretString: '{"username":"proxy.user","password":"p4ss_word"}',
    });
  });

  it('starts a session with the documented command', { timeout: TIMEOUT }, async ({ skip }) => {
    await using t = await runEmulator();
    const credentials = { username: 'proxy.user', password: 'p4ss_word' };
    const secretArn = t.emulator.secrets.put({ name: 'proxy', secretString: JSON.stringify(credentials) });
    const proxy = { server: 'proxy.example.com', port: 8080, credentials: { basicAuth: { secretArn } } };
    const command = `aws bedrock-agentcore start-browser-session \
      --browser-identifier "aws.browser.v1" \
      --name "my-proxy-session" \
      --proxy-configuration '${JSON.stringify({ proxies: [{ externalProxy: proxy }] })}'`;
    const started = await run(t.emulator, command).catch((error: Error) => {
      if (/Invalid choice|Unknown options/i.test(error.message)) skip('this AWS CLI is older than the service');
      throw error;
    });
    expect(started).toMatchObject({ browserIdentifier: 'aws.browser.v1', sessionId: expect.any(String) });
    expect([...(t.pool.taken[0]?.configured[0]?.credentials.values() ?? [])]).toEqual([credentials]);
  });
});
