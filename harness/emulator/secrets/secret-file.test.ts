import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runEmulator } from '../testing/running-emulator.ts';

let folder: string;
let secretsFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secret-file-'));
  secretsFile = join(folder, 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps secrets with all their versions from one run to the next', async () => {
  {
    await using t = await runEmulator({ secretsFile });
    t.emulator.secrets.put({ name: 'kept', secretString: 'one' });
    await t.secretsManager.send(
      new PutSecretValueCommand({ SecretId: 'kept', SecretBinary: new Uint8Array([1, 2, 3]) }),
    );
    t.emulator.secrets.put({ name: 'gone', secretString: 'x' });
    await t.secretsManager.send(new DeleteSecretCommand({ SecretId: 'gone', ForceDeleteWithoutRecovery: true }));
    await t.secretsManager.send(new GetSecretValueCommand({ SecretId: 'kept' }));
  }
  await using t = await runEmulator({ secretsFile });
  const read = (input: object) => t.secretsManager.send(new GetSecretValueCommand({ SecretId: 'kept', ...input }));
  expect(await read({})).toMatchObject({ SecretBinary: new Uint8Array([1, 2, 3]) });
  expect(await read({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'one' });
  expect(t.emulator.secrets.find('gone')).toBeUndefined();
});

it('writes a file that only its owner can read, and leaves nothing beside it', async () => {
  await writeFile(secretsFile, JSON.stringify({ format: 1, secrets: [] }));
  await chmod(secretsFile, 0o644);
  await using t = await runEmulator({ secretsFile });
  t.emulator.secrets.put({ name: 'kept', secretString: 'one' });
  expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secrets.json']);
});

it('has the old contents until the new ones are whole: what a crash has left beside it does not count', async () => {
  {
    await using t = await runEmulator({ secretsFile });
    t.emulator.secrets.put({ name: 'kept', secretString: 'one' });
  }
  await writeFile(`${secretsFile}.new`, '{"format":1,"secr');
  await chmod(`${secretsFile}.new`, 0o644);
  await using t = await runEmulator({ secretsFile });
  expect(t.emulator.secrets.find('kept')).toBeDefined();
  t.emulator.secrets.put({ name: 'kept', secretString: 'two' });
  expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
});

it.each([
  '',
  '{"password": "canary"}',
  '{"format": 2, "secrets": []}',
  '{"format": 1, "secrets": [{"arn": "canary"}]}',
])('refuses the file %j, which it has not written, and does not touch it', async (text) => {
  await writeFile(secretsFile, text);
  await expect(runEmulator({ secretsFile })).rejects.toMatchObject({
    code: 'ERR_SECRET_FILE',
    message: `${secretsFile} is not a file that this emulator keeps secrets in. Name another one, or remove it.`,
  });
  expect(await readFile(secretsFile, 'utf8')).toBe(text);
});
