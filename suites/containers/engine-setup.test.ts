import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { withoutEngine } from './engine.ts';

const ENGINE = new URL('../../.ci/engine.mjs', import.meta.url).href;
const SETUP = new URL('../engine.setup.ts', import.meta.url).href;
const SKIPPED = 'The container suites do not run. Once that is mended: npx vitest run suites/containers\n';

/** Docker’s client where the disk is full: it knows its engine and can keep no image. */
const FULL = '#!/bin/sh\n[ "$1" = info ] && echo 1.2.3 && exit\necho "no space left on device" >&2\nexit 1\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'acpc-engine-setup-'));
  writeFileSync(join(folder, 'docker'), FULL);
  chmodSync(join(folder, 'docker'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What it says of a machine with these settings, and whether the container suites would run there. */
async function setUp(settings: NodeJS.ProcessEnv) {
  const script = `await (await import('${SETUP}')).default(); process.exitCode = process.env.ACPC_ENGINE ? 0 : 3`;
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...settings },
  });
  const { stdout, stderr, code = 0 } = await running.catch((error) => error);
  return { stdout, stderr, code };
}

test('where no engine answers', async () => {
  const { stdout, code } = await setUp({ DOCKER_HOST: 'tcp://127.0.0.1:1' });
  expect([stdout, code]).toEqual([`No Docker engine answers where DOCKER_HOST points. ${SKIPPED}`, 3]);
});

test('where the one that is asked for is known by a name only', async () => {
  const { stdout, code } = await setUp({ DOCKER_HOST: undefined, DOCKER_CONTEXT: 'nope' });
  expect([stdout, code]).toEqual([`No Docker engine answers where DOCKER_CONTEXT points. ${SKIPPED}`, 3]);
});

test.skipIf(withoutEngine)('where the engine that answers is on another machine', async () => {
  const { stdout, code } = await setUp({ TESTCONTAINERS_HOST_OVERRIDE: '203.0.113.5' });
  const reason =
    'The container engine is on another machine or outside this container (203.0.113.5): this one cannot reach what containers publish on its loopback.';
  expect([stdout, code]).toEqual([`${reason} ${SKIPPED}`, 3]);
});

test.skipIf(withoutEngine)('where no image can be had to build on', async () => {
  const { stdout, stderr, code } = await setUp({ PATH: `${folder}:${process.env['PATH']}` });
  expect([stdout, code]).toEqual([`No image could be had to build on, for the reason above. ${SKIPPED}`, 3]);
  expect(stderr).toMatch(/no space left on device\n(.*\n)*No base image: /);
});

/** Whether a file that names this process stays, where it should be a process of that program. */
function stays(pid: string | number, program: string): boolean {
  const file = join(folder, 'engine.pid');
  writeFileSync(file, String(pid));
  const script = `(await import('${ENGINE}')).removeStalePid(...process.argv.slice(1))`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script, program, file]);
  return existsSync(file);
}

/** Prints the id of a child that has ended, and never asks what became of it. */
const KEEPS_AN_ENDED_CHILD = 'true & echo $!; exec sleep 600';

function start(command: string, ...args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

test.runIf(process.platform === 'linux')('a file of an engine that was killed is not in the way', async () => {
  const running = start('sleep', '600');
  await once(running, 'spawn');
  expect(stays(running.pid ?? 0, 'sleep')).toBe(true);
  expect(stays(running.pid ?? 0, 'dockerd')).toBe(false);
  expect(stays('4194305', 'dockerd')).toBe(false);

  const parent = start('sh', '-c', KEEPS_AN_ENDED_CHILD);
  const [ended] = parent.stdout === null ? [] : await once(parent.stdout, 'data');
  await vi.waitFor(() => expect(stays(String(ended).trim(), 'sh')).toBe(false), { timeout: 30_000 });
});
