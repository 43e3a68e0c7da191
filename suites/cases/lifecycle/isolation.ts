import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import type { Setup } from '../../../harness/conformance/cases/setup.ts';
import { defineSteps } from '../define.ts';

type Name = 'one' | 'two';

const SHARED = { url: 'https://www.shared.test/' };
const OTHER = { url: 'https://www.other.test/' };

const CONFIGURATION: Setup<Name> = { proxies: [{ name: 'one', claims: ['.shared.test'] }, { name: 'two' }] };

/** The same two proxies, each in the place of the other. */
const EXCHANGED: Setup<Name> = { proxies: [{ name: 'one' }, { name: 'two', claims: ['.shared.test'] }] };

export const isolated = defineSteps({
  id: 'lifecycle/isolated',
  requirements: ['R-LIFECYCLE-SESSION-SCOPED'],
  stimulus:
    'Two sessions run at the same time; what one sends through the first proxy, the other sends through the second.',
  obligation: 'Each keeps its own routes, also after the other has started and has browsed.',
  configuration: () => CONFIGURATION,
  async steps(stage) {
    const first = await stage.start();
    const second = await stage.start({ setup: EXCHANGED });
    // In turn: both ask for the same hosts, and what a proxy sees of a tunnel is its host.
    return {
      second: await second.ask([SHARED, OTHER]),
      first: await first.ask([SHARED, OTHER]),
    };
  },
  expect: ({ first, second }) => [
    ...first.map((one) => judgeRequest(one, { goes: one.request === SHARED ? 'one' : 'two' })),
    ...second.map((one) => judgeRequest(one, { goes: one.request === SHARED ? 'two' : 'one' })),
  ],
  provedBy: ['config-shared-between-sessions', 'session-inherits-last-configuration'],
});

export const newSession = defineSteps({
  id: 'lifecycle/new-session',
  requirements: ['R-LIFECYCLE-NEW-SESSION', 'R-LIFECYCLE-DISCARDED'],
  stimulus: 'A session ends, and another one is started with other settings for the same proxies.',
  obligation: 'The new session has the new routes, and nothing of the old ones.',
  configuration: () => CONFIGURATION,
  async steps(stage) {
    const first = await stage.start();
    const before = await first.ask([SHARED]);
    await first.stop();
    const second = await stage.start({ setup: EXCHANGED });
    return { before, after: await second.ask([SHARED, OTHER]) };
  },
  expect: ({ before, after }) => [
    ...before.map((one) => judgeRequest(one, { goes: 'one' })),
    ...after.map((one) => judgeRequest(one, { goes: one.request === SHARED ? 'two' : 'one' })),
  ],
  provedBy: ['config-shared-between-sessions'],
});
