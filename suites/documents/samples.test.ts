import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../../harness/cli/testing/command-line.ts';
import { blocks, quotes, README, read, root, section, table, usage } from './reading.ts';

// README's commands run where its reader is: in a checkout, as far as they need one.
const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());
cpSync(join(root, 'suites/examples'), workplace.path('suites/examples'), { recursive: true });

/** What differs from run to run gives way to a word. */
function steady(text: string): string {
  return text
    .replace(/\b[a-z2-7]{8}-\d+\b/g, 'MARKER')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/\b[0-9A-Z]{26}\b/g, 'SESSION')
    .replace(/Chrome\/[\d.]+/g, 'Chrome/VERSION')
    .replace(/\bafter \d+ ms/g, 'after N ms')
    .replace(/\bin \d+\.\d s/g, 'in N s')
    .replace(/\bAll \d+ requests/g, 'All N requests');
}

test('npm run verify', async () => {
  const { scripts } = JSON.parse(read('package.json'));
  const [, ...args] = String(scripts.verify).split('harness/cli/main.ts ').join(' ').split(/ +/);
  const { status, stdout } = await workplace.run(args);
  expect(status).toBe(0);
  const [sample = ''] = blocks(section('Start in one minute'), 'text');
  const lines = steady(sample)
    .split('\n')
    .filter((line) => line !== '' && line !== '…');
  expect(
    steady(stdout)
      .split('\n')
      .filter((line) => lines.includes(line)),
  ).toEqual(lines);

  const written = readdirSync(workplace.path('out/verify'));
  expect(
    table(README, 'file')
      .flatMap(([cell = '']) => quotes(cell))
      .toSorted(),
  ).toEqual(written.toSorted());
});

test('explain', async () => {
  const { stdout } = await workplace.run(usage('explain'));
  expect(stdout).toBe(blocks(section('Your own configuration'), 'text')[0]);
});

test('an expectation that does not hold', async () => {
  const [expectations = ''] = blocks(section('When something deviates'), 'json');
  const [sample = ''] = blocks(section('When something deviates'), 'text');
  writeFileSync(workplace.path('expect.json'), expectations);
  const { status, stdout } = await workplace.run(usage('--expect', '--schemes'));
  expect(status).toBe(1);
  expect(steady(stdout)).toContain(`\n\n${steady(sample)}`);
});

const [program = ''] = blocks(section('As a library'), 'js');

test('the program that uses the library', async () => {
  const sources = JSON.stringify(join(root, 'harness/index.ts'));
  writeFileSync(workplace.path('program.mjs'), program.replace("'agentcore-proxy-conformance'", sources));
  const output = execFileSync(process.execPath, ['program.mjs'], { cwd: workplace.folder, encoding: 'utf8' });
  expect(output).toBe(blocks(section('As a library'), 'text')[0]);
});

test('the compiler has nothing to say against that program', () => {
  const compilerOptions = {
    paths: { 'agentcore-proxy-conformance': [join(root, 'harness/index.ts')] },
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(workplace.path('program.mts'), program);
  const tsconfig = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['program.mts'] };
  writeFileSync(workplace.path('tsconfig.json'), JSON.stringify(tsconfig));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler], { cwd: workplace.folder, encoding: 'utf8' });
  expect(stdout).toBe('');
});
