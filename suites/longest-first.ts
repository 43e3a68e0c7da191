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

/**
 * Files that open pages themselves. Chromium gives a page up while addresses of its machine come and go, as they do where
 * containers start: what browses with the harness asks again, these do not. They have begun before any container starts.
 */
const BEFORE_CONTAINERS = ['harness/emulator/', 'harness/cli/emulate/', 'suites/local-browser.test.ts'];

/** Starts the longest test files first, after those that containers would disturb; the others in Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const order = [...BEFORE_CONTAINERS, ...LONGEST];
  const place = order.findIndex((path) => moduleId.includes(`/${path}`));
  return place === -1 ? order.length : place;
}
