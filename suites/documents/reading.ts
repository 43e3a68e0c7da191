import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

export const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
export const README = read('README.md');
export const ALL = DOCUMENTS.map((name) => read(name)).join('\n');

/** The text under a heading, up to the next heading of any level. */
export function section(heading: string): string {
  const [, text] = new RegExp(`^#+ ${heading}\\n(.*?)(?=^#+ |$(?![\\s\\S]))`, 'ms').exec(README) ?? [];
  if (text === undefined) throw new Error(`README has no section "${heading}".`);
  return text;
}

/** Code blocks of one language, in order. */
export function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code ?? '');
}

/** Cells of the body of the table whose first column has this title. */
export function table(text: string, title: string): readonly (readonly string[])[] {
  const [, body = ''] = new RegExp(`^\\| ${title} .*\\n\\|[- |]*\\n((?:\\|.*\\n)+)`, 'm').exec(text) ?? [];
  return [...body.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | ').map((cell) => cell.trim()));
}

/** What stands in backquotes, one entry each. */
export function quotes(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
}

/** Arguments of every use of the command line in README's blocks of commands. */
export const usages = blocks(README, 'sh')
  .flatMap((block) => [...block.matchAll(/agentcore-proxy-conformance (.*)/g)])
  .map(([, args = '']) => args.split(' '));

export function usage(...words: string[]): readonly string[] {
  const found = usages.find((args) => words.every((word) => args.includes(word)));
  if (found === undefined) throw new Error(`README shows no use of ${words.join(' ')}.`);
  return found;
}
