import picomatch from 'picomatch';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { Case } from '../../conformance/cases/case.ts';
import type { Sabotage } from '../../conformance/cases/sabotage.ts';
import { nearest } from '../nearest.ts';
import type { ProveOptions } from './prove-options.ts';

/**
 * The sabotages that are to be tried. Where only some cases are, these are the sabotages that those name; with all
 * cases it is all sabotages, also those that nobody names.
 *
 * @throws {InvalidInputError} for every glob that matches no name.
 */
export function selectSabotages(
  sabotages: readonly Sabotage[],
  cases: readonly Case[],
  { run, skip, sabotage: globs }: Pick<ProveOptions, 'run' | 'skip' | 'sabotage'>,
): readonly Sabotage[] {
  const matchers = globs.map((glob) => ({ glob, matches: picomatch(glob) }));
  const lost = matchers.filter(({ matches }) => !sabotages.some(({ name }) => matches(name)));
  if (lost.length > 0) {
    throw new InvalidInputError(
      'command line',
      lost.map(({ glob }) => ({
        path: '--sabotage',
        rule: 'glob-without-match',
        value: JSON.stringify(glob),
        problem: 'This glob matches no sabotage.',
        fix: `Did you mean ${nearest(
          glob,
          sabotages.map(({ name }) => name),
        )}? \`list --sabotages\` shows every one.`,
      })),
    );
  }
  const named = new Set(cases.flatMap(({ provedBy }) => provedBy));
  const partly = run.length > 0 || skip.length > 0;
  return sabotages.filter(
    ({ name }) =>
      (matchers.length === 0 || matchers.some(({ matches }) => matches(name))) && (!partly || named.has(name)),
  );
}
