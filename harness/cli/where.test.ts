import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { takeClosedPort } from '../conformance/cases/closed-port.ts';
import { holdAgent } from '../deployment/hold-agent.ts';
import { type RunningDeployment, runDeployment } from '../deployment/testing/running-deployment.ts';
import { readWhere, type WhereOptions, whereArguments } from './where.ts';

const folder = mkdtempSync(join(tmpdir(), 'acpc-where-test-'));
const file = join(folder, 'deployment.json');
const endpoint = 'http://127.0.0.1:9600/';
let running: RunningDeployment;
beforeAll(async () => {
  running = await runDeployment(1);
  writeFileSync(file, JSON.stringify(running.deployment));
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

afterEach(() => void vi.unstubAllEnvs());

const read = (options: Partial<WhereOptions>) =>
  readWhere({ proxies: 'in-process', personality: 'documented', ...options });

test('on this machine, unless told otherwise', async () => {
  expect(await read({ proxies: 'containers' })).toEqual({ kind: 'containers' });
  expect(await read({ deployment: file })).toEqual({ kind: 'deployed', deployment: running.deployment });
});

describe('options that do not go together', () => {
  test.each<[Partial<WhereOptions>, string]>([
    [{ endpoint }, '--endpoint: Its sessions cannot reach proxies of this process. Add --deployment.'],
    [
      { deployment: file, endpoint: '127.0.0.1:9600' },
      '--endpoint: This is no http or https URL. Write what `emulate` prints as AWS_ENDPOINT_URL.',
    ],
    [
      { deployment: file, endpoint: 'http://name:word@127.0.0.1:9600' },
      '--endpoint: The URL holds a user name or a password. Leave them out: the AWS chain has yours.',
    ],
    [
      { deployment: file, endpoint, personality: 'observed' },
      '--personality: The emulator there has one already. Start that one with it.',
    ],
    [
      { deployment: file, proxies: 'containers' },
      '--deployment: It says where the proxies are, and so does --proxies. Leave one of them out.',
    ],
  ])('%j', async (options, line) => {
    const refused = read(options);
    await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
    await expect(refused).rejects.toThrow(`command line: ${line}`);
  });
});

test('are written again as a shell reads them', () => {
  const options = { proxies: 'in-process', personality: 'documented' } as const;
  expect(whereArguments(options)).toEqual([]);
  expect(whereArguments({ ...options, proxies: 'containers' })).toEqual(['--proxies containers']);
  expect(whereArguments({ ...options, deployment: "my team's.json", endpoint })).toEqual([
    "--deployment 'my team'\\''s.json'",
    '--endpoint http://127.0.0.1:9600/',
  ]);
});

test('an emulator that is not there', async () => {
  using port = await takeClosedPort();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any').stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  const nobody = `http://127.0.0.1:${port.address.port}`;
  await expect(read({ deployment: file, endpoint: nobody })).rejects.toMatchObject({
    code: 'ERR_DEPLOYMENT',
    message: `The emulator at ${nobody} cannot be used: connect ECONNREFUSED 127.0.0.1:${port.address.port}`,
  });
});

test('a deployment that another run has', async () => {
  await using _held = await holdAgent(running.deployment.origin.agent, 'origin', 'another-run');
  await expect(read({ deployment: file })).rejects.toThrow(
    /^origin: The agent at \S+ answered 409: Run another-run has it since \S+Z\. It is free when that run has ended, or 30 seconds after it was killed\.$/,
  );
});
