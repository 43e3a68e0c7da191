import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import type { UserHost } from './derive-probes.ts';
import { readTarget } from './target.ts';
import { readUserFile } from './user-file.ts';

/**
 * Reads a `--hosts` file, see {@link parseHosts}.
 *
 * @throws {InvalidInputError} also when the file cannot be read.
 */
export async function loadHosts(path: string): Promise<readonly UserHost[]> {
  return parseHosts(await readUserFile(path), path);
}

/**
 * One host or URL a line. Blank lines count for nothing, nor does what follows a `#` at the start of a line or after
 * white space (within a URL it is a fragment). Every path is `line 3`, counted from 1.
 *
 * @param source the file as the user named it, for the error.
 * @throws {InvalidInputError} with everything that is wrong, by line.
 */
export function parseHosts(text: string, source: string): readonly UserHost[] {
  const hosts: UserHost[] = [];
  const violations: Violation[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const entry = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (entry === '') continue;
    const path = `line ${index + 1}`;
    const target = readTarget(entry, path);
    if (target.kind === 'refused') violations.push(target.violation);
    else hosts.push({ target, path });
  }
  if (hosts.length === 0 && violations.length === 0) {
    const problem = 'The file names no host.';
    violations.push({
      path: '',
      rule: 'hosts-empty',
      problem,
      fix: 'Write one host or URL a line, or leave the file out.',
    });
  }
  if (violations.length > 0) throw new InvalidInputError(source, violations);
  return hosts;
}
