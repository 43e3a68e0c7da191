import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a minute or more, the longest first. Vitest knows durations only of a machine on which it has run
 * before; on another one a long file that starts last keeps one worker busy while the others have nothing to do.
 */
const LONGEST = [
  'suites/cases.test.ts',
  'suites/opinions/real-squid.test.ts',
  'suites/opinions/chromium-pac.test.ts',
  'suites/baselines/observed.test.ts',
  'suites/containers/',
  'suites/verify.test.ts',
  'suites/verdicts.test.ts',
  'harness/cli/',
  'suites/own-proxies/',
];

/** Starts the longest test files first; the others in Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((path) => moduleId.includes(`/${path}`));
  return place === -1 ? LONGEST.length : place;
}
