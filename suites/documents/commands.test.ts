import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../../harness/cli/testing/command-line.ts';
import { ALL, blocks, README, read, table, usages } from './reading.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

const helps = new Map<string, Promise<string>>();

function help(command: string): Promise<string> {
  const asked = async () => (await workplace.run([...command.split(' '), '--help'].filter(Boolean))).stdout;
  const answer = helps.get(command) ?? asked();
  helps.set(command, answer);
  return answer;
}

const commandsIn = (text: string): readonly string[] => {
  const [, listed = ''] = /^Commands:\n((?: +.*\n)+)/m.exec(text) ?? [];
  return [...listed.matchAll(/^ {2}([a-z]+)(?= |$)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
};

const optionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+(?: <\w+>)?)/gm)].map(([, option]) => option ?? '');

test('README starts with two of them', () => {
  expect(blocks(README, 'sh')[0]).toBe('npm run verify\nnpm test\n');
});

test('every npm script that a document names exists', () => {
  const scripts: string[] = Object.keys(JSON.parse(read('package.json')).scripts);
  const named = [...ALL.matchAll(/\bnpm (?:run )?(test|(?<=run )[\w:]+)/g)].map(([, script]) => script);
  expect(named).toContain('bench');
  expect(named.filter((script) => !scripts.includes(script ?? ''))).toEqual([]);
});

test('every option of verify is in README’s table, and no other', async () => {
  const options = optionsIn(await help('verify')).filter((option) => option !== '--help');
  expect(table(README, 'option').map(([cell]) => cell)).toEqual(options.map((option) => `\`${option}\``));
});

test('README uses the command line as it is', async () => {
  const commands = commandsIn(await help(''));
  expect(usages.length).toBeGreaterThan(3);
  for (const [command = '', ...args] of usages) {
    expect(commands).toContain(command);
    const subcommands = commandsIn(await help(command));
    if (subcommands.length > 0) expect(subcommands).toContain(args[0]);
    const path = subcommands.length > 0 ? `${command} ${args[0]}` : command;
    const options = optionsIn(await help(path)).map((option) => option.split(' ')[0]);
    expect(args.filter((arg) => arg.startsWith('--') && !options.includes(arg))).toEqual([]);
  }
});

test('exit codes are those of the command line', async () => {
  const codes = table(README, 'code').map(([code, meaning]) => `${code} ${meaning}`);
  expect(await help('')).toContain(`\nExit codes: ${codes.join(', ')}.\n`);
});
