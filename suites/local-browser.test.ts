import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../harness/cli/testing/command-line.ts';
import { emulating } from '../harness/cli/testing/emulate-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [, section = ''] =
  /^## Use it as a local AgentCore Browser\n(.*?)(?=^## )/ms.exec(readFileSync(`${root}README.md`, 'utf8')) ?? [];

/** The first code block of one language in README's section. */
function block(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(section) ?? [];
  if (code === undefined) throw new Error(`The section has no block of ${language}.`);
  return code;
}

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

test('README’s program runs as pasted against emulate, and prints what README says', async () => {
  symlinkSync(`${root}node_modules`, workplace.path('node_modules'));
  writeFileSync(workplace.path('session.mjs'), block('js'));
  const [command, , , file] = block('sh').trim().split(' ').slice(1);
  expect(command).toBe('agentcore-proxy-conformance');

  const emulator = await emulating(workplace);
  writeFileSync(workplace.path(file ?? ''), emulator.output);
  const shell = `. ./${file} && exec "${process.execPath}" session.mjs`;
  expect(section).toContain(`\`. ./${file} && node session.mjs\``);
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', shell], { cwd: workplace.folder });
  expect({ stdout, stderr }).toEqual({ stdout: block('text'), stderr: '' });

  emulator.process.kill('SIGTERM');
  expect((await emulator.ended).status).toBe(0);
});

test('README names options that exist', async () => {
  const { stdout } = await workplace.run(['emulate', '--help']);
  const named = [...section.matchAll(/`(--[\w-]+)/g)].map(([, option]) => option ?? '');
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((option) => !stdout.includes(`  ${option} `))).toEqual([]);
});
