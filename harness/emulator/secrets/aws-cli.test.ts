import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runEmulator } from '../testing/running-emulator.ts';

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

describe.skipIf(!hasAwsCli())('the AWS CLI (skipped without `aws` on the PATH: install the package awscli)', () => {
  it('creates a secret with the documented command, and reads it', { timeout: 60_000 }, async () => {
    await using t = await runEmulator({ accountId: '111122223333' });
    const { endpoint, region, credentials } = t.emulator;
    const run = async (command: string) => {
      const { stdout } = await promisify(execFile)('sh', ['-c', command], {
        env: {
          PATH: process.env['PATH'],
          AWS_ENDPOINT_URL: endpoint,
          AWS_REGION: region,
          AWS_DEFAULT_REGION: region,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_CONFIG_FILE: '/dev/null',
          AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        },
      });
      return JSON.parse(stdout);
    };
    const created = await run(CREATE_SECRET);
    expect(created).toMatchObject({
      ARN: expect.stringMatching(
        /^arn:aws:secretsmanager:us-east-1:111122223333:secret:my-proxy-credentials-[a-zA-Z0-9]{6}$/,
      ),
      Name: 'my-proxy-credentials',
      VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await run('aws secretsmanager get-secret-value --secret-id my-proxy-credentials')).toMatchObject({
      ARN: created.ARN,
      SecretString: '{"username":"proxy.user","password":"p4ss_word"}',
    });
    expect(await run('aws secretsmanager list-secrets --filters Key=name,Values=my-')).toMatchObject({
      SecretList: [{ ARN: created.ARN }],
    });
  });
});
