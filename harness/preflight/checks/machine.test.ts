import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Workplace } from '../../cli/testing/command-line.ts';
import type { Surroundings } from '../check.ts';
import { browser } from './browser.ts';
import { engine } from './engine.ts';
import { MEMORY_NEEDED, memoryCheck } from './memory.ts';
import { outFolder } from './out-folder.ts';
import { programCheck } from './program.ts';
import { OLDEST_NODE, runtime } from './runtime.ts';
import { DISK_NEEDED, temporaryFolderCheck } from './temporary-folder.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => {
  vi.unstubAllEnvs();
  workplace[Symbol.dispose]();
});

function surroundings(more: Partial<Surroundings> = {}): Surroundings {
  return { environment: {}, nodeVersion: process.versions.node, connect: false, identity: false, ...more };
}

describe('runtime', () => {
  test('wants the version that the manifest wants', () => {
    const manifest = readFileSync(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8');
    expect(JSON.parse(manifest).engines.node).toBe(`>=${OLDEST_NODE.join('.')}`);
  });

  test.each(['20.19.0', '20.20.1', '22.0.0', '24.21.0'])('%s is new enough', async (nodeVersion) => {
    expect(await runtime.examine(surroundings({ nodeVersion }))).toEqual({
      state: 'ok',
      says: `Node.js ${nodeVersion}`,
    });
  });

  test.each(['20.18.3', '18.20.0'])('%s is not', async (nodeVersion) => {
    expect(await runtime.examine(surroundings({ nodeVersion }))).toEqual({
      state: 'missing',
      says: `Node.js ${nodeVersion} is too old.`,
      fix: 'Install Node.js 20.19 or newer.',
    });
  });
});

test('an engine is of no use to a Node.js that cannot load Testcontainers', async () => {
  expect(await engine.examine(surroundings({ nodeVersion: '20.20.2' }))).toEqual({
    state: 'missing',
    says: 'Node.js 20.20.2 is too old for Testcontainers.',
    fix: 'Use Node.js 22.22 or newer, if you want --proxies containers; nothing else needs it.',
  });
});

describe('browser', () => {
  const program = (name: string, script: string): string => {
    writeFileSync(workplace.path(name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return workplace.path(name);
  };
  const none = { PLAYWRIGHT_BROWSERS_PATH: '/no/such' };

  test('its version, place and how it was found', async () => {
    const path = program('own', 'echo "Chromium 156.0.1  for tests "');
    expect(await browser.examine(surroundings({ environment: { CHROMIUM_PATH: path } }))).toEqual({
      state: 'ok',
      says: `Chromium 156.0.1 for tests at ${path} (CHROMIUM_PATH)`,
    });
  });

  test('one that does not say its version is a browser as well', async () => {
    const path = program('chromium', 'exit 1');
    const environment = { ...none, PATH: workplace.folder };
    expect(await browser.examine(surroundings({ environment }))).toEqual({
      state: 'ok',
      says: `A browser that does not say its version at ${path} (installed on this machine)`,
    });
  });

  test('none', async () => {
    expect(await browser.examine(surroundings({ environment: { ...none, PATH: workplace.folder } }))).toEqual({
      state: 'missing',
      says: 'No Chrome or Chromium was found.',
      fix: 'Install Chrome or Chromium, or run `npx playwright install chromium`; the first run tries to, otherwise.',
    });
  });

  test('a wrong CHROMIUM_PATH', async () => {
    expect(await browser.examine(surroundings({ environment: { CHROMIUM_PATH: '/no/such' } }))).toEqual({
      state: 'missing',
      says: 'CHROMIUM_PATH names no executable file.',
      fix: 'Correct or unset it.',
    });
  });
});

describe('room', () => {
  test('enough memory, and too little', async () => {
    expect(await memoryCheck(() => MEMORY_NEEDED).examine(surroundings())).toEqual({
      state: 'ok',
      says: '700 MB available',
    });
    expect(await memoryCheck(() => MEMORY_NEEDED - 1).examine(surroundings())).toEqual({
      state: 'missing',
      says: '699 MB available only.',
      fix: 'A run takes about 700 MB: end something, or raise the container’s limit.',
    });
  });

  test('enough disk, and too little', async () => {
    const check = (free: number) => temporaryFolderCheck(async () => free).examine(surroundings());
    expect(await check(DISK_NEEDED)).toMatchObject({ state: 'ok', says: expect.stringMatching(/^200 MB free in \//) });
    expect(await check(DISK_NEEDED - 1)).toMatchObject({
      state: 'missing',
      says: expect.stringMatching(/^199 MB free in \/.* only\.$/),
    });
  });

  test.runIf(process.platform === 'linux')('a temporary folder below which no browser starts', async () => {
    const folder = `/tmp/${'x'.repeat(33)}`;
    vi.stubEnv('TMPDIR', folder);
    expect(await temporaryFolderCheck().examine(surroundings())).toEqual({
      state: 'missing',
      says: `The path of the folder for temporary files is too long for the sockets of browsers (38 bytes: ${folder}).`,
      fix: 'Set TMPDIR to a folder whose path has at most 37, for example /tmp.',
    });
  });

  test('a temporary folder that is none', async () => {
    vi.stubEnv('TMPDIR', '/no/such');
    expect(await temporaryFolderCheck().examine(surroundings())).toEqual({
      state: 'missing',
      says: 'Nothing can be written to /no/such (ENOENT).',
      fix: 'Make it writable, or set TMPDIR to a folder that is.',
    });
  });
});

describe('the folder for reports', () => {
  const fix = 'Name another folder with --out, or make this one writable.';

  test('one that can be made', async () => {
    const out = workplace.path('a', 'b');
    expect(await outFolder.examine(surroundings({ out }))).toEqual({
      state: 'ok',
      says: `Reports can be written to ${out}`,
    });
  });

  test('below a file', async () => {
    writeFileSync(workplace.path('file'), '');
    const outcome = await outFolder.examine(surroundings({ out: workplace.path('file', 'out') }));
    expect(outcome).toEqual({ state: 'missing', says: `${workplace.path('file')} is no folder.`, fix });
  });

  test.skipIf(process.getuid?.() === 0)('in a folder that is closed (skipped as root, to whom none is)', async () => {
    chmodSync(workplace.temporary, 0o500);
    const outcome = await outFolder.examine(surroundings({ out: workplace.path('tmp', 'out') }));
    expect(outcome).toEqual({ state: 'missing', says: `Nothing can be written to ${workplace.temporary}.`, fix });
  });
});

test('programs are looked for on the PATH', async () => {
  const check = programCheck('certutil', 'with which …', 'Install it.');
  const environment = { PATH: `/no/such:${workplace.folder}` };
  expect(await check.examine(surroundings({ environment }))).toEqual({
    state: 'missing',
    says: 'There is no certutil, with which ….',
    fix: 'Install it.',
  });
  writeFileSync(workplace.path('certutil'), '', { mode: 0o755 });
  expect(await check.examine(surroundings({ environment }))).toEqual({ state: 'ok', says: workplace.path('certutil') });
});
