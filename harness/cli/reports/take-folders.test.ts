import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdAtLine, signalAtLine } from '../testing/at-line.ts';
import { example, Workplace } from '../testing/command-line.ts';
import { takeFolders } from './take-folders.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  mkdirSync(workplace.path('out'));
});
afterEach(() => workplace[Symbol.dispose]());

const NAME = '.agentcore-proxy-conformance.lock';
const HOST = hostname().replace(/[^\w.-]/g, '_');

function leaveLock(holder: string): string {
  const file = workplace.path('out', NAME);
  writeFileSync(file, holder);
  return file;
}

/** The id of a process that is gone. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('a folder for reports', () => {
  test('belongs to one run at a time: another ends with exit code 2 and one line', async () => {
    const file = leaveLock(`${HOST} ${process.pid}\n`);
    const { status, stdout, stderr } = await workplace.run(['verify', example('bypass.json'), '--out', 'out']);
    const words = `--out: another run (process ${process.pid}) is at work in ${workplace.path('out')}. Wait for its end, or name another folder. If there is none, delete ${file}.`;
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringMatching(/^Browser: /), words, '']);
    expect(readdirSync(workplace.path('out'))).toEqual([NAME]);
  });

  test('is free again when its run is interrupted twice', async () => {
    // Held while its folder is looked at; the second signal comes as soon as it has said that it got the first.
    const preload = [holdAtLine(/^probing/, workplace.path('looked')), signalAtLine(/^SIGINT: stopping/, 'SIGINT')];
    const running = workplace.start(['verify', example('bypass.json'), '--out', 'out'], { preload });
    await running.line(/^probing/);
    expect(readdirSync(workplace.path('out'))).toContain(NAME);
    running.process.kill('SIGINT');
    writeFileSync(workplace.path('looked'), '');
    expect(await running.ended).toMatchObject({ status: 3 });
    expect(readdirSync(workplace.path('out'))).not.toContain(NAME);
  });

  test.each([
    ['a process that is gone', () => `${HOST} ${deadProcess()}\n`],
    ['an earlier process with our own id', () => `${HOST} ${process.pid}\n`],
  ])('is taken over from %s', async (_whom, holder) => {
    const file = leaveLock(holder());
    (await takeFolders([workplace.path('out')]))[Symbol.dispose]();
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ['a process that lives', () => `${HOST} ${process.ppid}\n`, `another run (process ${process.ppid}) is`],
    ['a process of another machine', () => 'elsewhere 1\n', 'another run (process 1 of elsewhere) is'],
    ['a process that has only begun', () => '', 'another run is'],
  ])('is not taken from %s', async (_whom, holder, words) => {
    const file = leaveLock(holder());
    const free = workplace.path('free');
    mkdirSync(free);
    await expect(takeFolders([free, workplace.path('out')])).rejects.toMatchObject({
      code: 'ERR_OUT_FOLDER',
      message: expect.stringContaining(words),
    });
    expect(existsSync(file)).toBe(true);
    expect(readdirSync(free)).toEqual([]);
  });

  test('that is gone cannot be taken', async () => {
    await expect(takeFolders([workplace.path('none')])).rejects.toThrow(
      `--out: nothing can be written to the folder ${workplace.path('none')} (ENOENT).`,
    );
  });

  test('holds nothing of an earlier run but Allure’s history, and what is not ours', async () => {
    for (const folder of ['attachments', 'allure-results', 'mine']) {
      mkdirSync(workplace.path('out', folder));
      writeFileSync(workplace.path('out', folder, 'a.png'), '');
    }
    for (const file of ['conformance-report.json', 'matrix.html', 'allure-history.jsonl', 'mine.txt']) {
      writeFileSync(workplace.path('out', file), '');
    }
    (await takeFolders([workplace.path('out')]))[Symbol.dispose]();
    expect(readdirSync(workplace.path('out')).toSorted()).toEqual(['allure-history.jsonl', 'mine', 'mine.txt']);
  });

  test('keeps a folder of attachments that no report is beside', async () => {
    mkdirSync(workplace.path('out', 'attachments'));
    (await takeFolders([workplace.path('out')]))[Symbol.dispose]();
    expect(readdirSync(workplace.path('out'))).toEqual(['attachments']);
  });
});
