import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeOwnedFolder, OWNED_NAME_BYTES, removeAbandonedFolders, removeOwnedFolder } from './owned-folders.ts';

const outside = process.env['TMPDIR'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owned-folders-test-'));
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  if (outside === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = outside;
  rmSync(folder, { recursive: true, force: true });
});

/** Of a process that has come and gone. */
function deadProcessId(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

test('a folder is for its user only, and goes with everything in it', async () => {
  const made = await makeOwnedFolder();
  expect(statSync(made).mode & 0o777).toBe(0o700);
  expect(basename(made)).toMatch(/^acpc-[0-9a-f]{4}-\d{7}-\w{6}$/);
  expect(basename(made)).toHaveLength(OWNED_NAME_BYTES);
  writeFileSync(join(made, 'file'), '');
  await removeOwnedFolder(made);
  expect(readdirSync(folder)).toEqual([]);
});

test('what processes that are gone have left is removed, and nothing else', async () => {
  const host = hostname().replace(/[^\w.-]/g, '_');
  const tag = createHash('sha256').update(hostname()).digest('hex').slice(0, 4);
  const otherTag = tag === '0000' ? '0001' : '0000';
  const dead = deadProcessId();
  const own = basename(await makeOwnedFolder());
  const kept = [
    own,
    `acpc-${tag}-0000001-abcdef`,
    `acpc-${tag}-${process.ppid}-abcdef`,
    `acpc-${otherTag}-${dead}-abcdef`,
    `acpc-chromium-${tag}-${dead}-abcdef`,
    `acpc-${host}-${dead}-abcdef`,
    `acpc-chromium-${host}-1-abcdef`,
    `acpc-chromium-${host}-${process.ppid}-abcdef`,
    `acpc-chromium-another.${host}-${dead}-abcdef`,
    `acpc-other-${host}-${dead}-abcdef`,
    `chromium-${host}-${dead}-abcdef`,
  ];
  const abandoned = [
    `acpc-${tag}-${String(dead).padStart(7, '0')}-abcdef`,
    `acpc-${tag}-${process.pid}-ABC123`,
    // Of earlier versions.
    `acpc-chromium-${host}-${dead}-abcdef`,
    `acpc-emulator-${host}-${dead}-ABC123`,
    `acpc-chromium-${host}-${process.pid}-abcdef`,
  ];
  for (const name of [...kept, ...abandoned]) mkdirSync(join(folder, name, 'Default'), { recursive: true });
  await removeAbandonedFolders();
  expect(readdirSync(folder).sort()).toEqual([...kept].sort());
});
