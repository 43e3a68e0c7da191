import { faultKind, MILLISECONDS } from './fault-kind.ts';

/** With a proxy configuration, starts on the real service were seen to take 6.5 to 8 s; without one, 2 s. */
const OBSERVED_MILLISECONDS = 7000;

export const slowStart = faultKind({
  kind: 'slow-start',
  summary: 'StartBrowserSession takes its time',
  members: { milliseconds: MILLISECONDS.default(OBSERVED_MILLISECONDS) },
  strike: ({ milliseconds }) => ({ on: 'start', act: ({ wait }) => wait(milliseconds) }),
});
