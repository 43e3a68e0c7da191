import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from '../harness/cli/testing/command-line.ts';
import * as library from '../harness/index.ts';
import * as proxies from '../proxies/index.ts';
import requirements from './requirements/catalogue.ts';
import { examinedByVerify } from './requirements/examined-by-verify.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const README = read('README.md');
const ALL = DOCUMENTS.map((name) => read(name)).join('\n');

/** The text under a heading, up to the next heading of any level. */
function section(heading: string): string {
  const [, text] = new RegExp(`^#+ ${heading}\\n(.*?)(?=^#+ |$(?![\\s\\S]))`, 'ms').exec(README) ?? [];
  if (text === undefined) throw new Error(`README has no section "${heading}".`);
  return text;
}

/** Code blocks of one language, in order. */
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code ?? '');
}

/** Cells of the body of the table whose first column has this title. */
function table(text: string, title: string): readonly (readonly string[])[] {
  const [, body = ''] = new RegExp(`^\\| ${title} .*\\n\\|[- |]*\\n((?:\\|.*\\n)+)`, 'm').exec(text) ?? [];
  return [...body.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | ').map((cell) => cell.trim()));
}

/** What stands in backquotes, one entry each. */
function quotes(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
}

// README's commands run where its reader is: in a checkout, as far as they need one.
const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());
cpSync(join(root, 'suites/examples'), workplace.path('suites/examples'), { recursive: true });

/** Arguments of every use of the command line in README's blocks of commands. */
const usages = blocks(README, 'sh')
  .flatMap((block) => [...block.matchAll(/agentcore-proxy-conformance (.*)/g)])
  .map(([, args = '']) => args.split(' '));

function usage(...words: string[]): readonly string[] {
  const found = usages.find((args) => words.every((word) => args.includes(word)));
  if (found === undefined) throw new Error(`README shows no use of ${words.join(' ')}.`);
  return found;
}

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

describe('commands', () => {
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
});

describe('names', () => {
  test.each(DOCUMENTS)('links of %s lead somewhere', (name) => {
    const links = [...read(name).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link ?? '');
    for (const link of links.filter((target) => !target.startsWith('https://'))) {
      const [file = '', anchor] = link.split('#');
      const target = read(dirname(name), file || name);
      const headings = [...target.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
      if (anchor !== undefined) expect(headings, link).toContain(anchor);
    }
  });

  test('files that a document names exist', () => {
    const paths = quotes(ALL).filter((code) => /^(?:harness|proxies|suites|reports|\.ci)\/[\w./-]+$/.test(code));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('every folder at the top and every room of the harness is in ARCHITECTURE', () => {
    // Folders with code: a checkout may also hold reports, and what editors keep there.
    const ignored = ['.git/', ...read('.gitignore').split('\n')];
    const holdsCode = (path: string) =>
      readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).some((name) => /\.m?ts$|\.mjs$/.test(name));
    const folders = (path: string) =>
      readdirSync(join(root, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${path}${name}/`)
        .filter((name) => !ignored.includes(name) && holdsCode(name));
    const named = table(read('ARCHITECTURE.md'), 'folder').flatMap(([cell = '']) => quotes(cell));
    expect(named.toSorted()).toEqual([...folders(''), ...folders('harness/')].toSorted());
  });

  test('README lists what verify examines; no document names a requirement that the catalogue lacks', () => {
    const examined = new Set<string>(examinedByVerify);
    expect(table(README, 'requirement')).toEqual(
      requirements
        .filter(({ id }) => examined.has(id))
        .map(({ id, statement, level }) => [`\`${id}\``, statement, level]),
    );
    const named = ALL.match(/\b[RU]-[A-Z]+(?:-[A-Z]+)*\b/g) ?? [];
    expect(named.filter((id) => !requirements.some((requirement) => requirement.id === id))).toEqual([]);
  });

  test('README lists the findings of lint', () => {
    const [declaration = ''] = /^export type LintId =.*?;/ms.exec(read('harness/configuration/lint-finding.ts')) ?? [];
    const ids = [...declaration.matchAll(/'([\w-]+)'/g)].map(([, id]) => `\`${id}\``);
    expect(table(README, 'finding').map(([cell]) => cell)).toEqual(ids);
  });

  test('the exports that README names exist', () => {
    const named = quotes(
      table(README, 'export')
        .map(([cell]) => cell)
        .join('\n'),
    );
    expect(named).toContain('verify');
    expect(named.filter((name) => !(name in library))).toEqual([]);
    expect(proxies).toMatchObject({
      startInstrumentedProxy: expect.any(Function),
      collectRecords: expect.any(Function),
      jsonLinesSink: expect.any(Function),
    });
  });
});

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

describe('what README shows is what happens', () => {
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
});
