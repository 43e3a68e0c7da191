import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { FAILURES } from './failures.ts';

export const start = defineSteps({
  id: 'fail-open/start',
  requirements: ['R-FAIL-OPEN-START'],
  stimulus: 'A session starts with proxies that refuse, reset, never answer, and have a name that nobody knows.',
  obligation: 'It starts; no proxy is contacted before the browser asks for anything.',
  configuration: () => ({
    proxies: [
      { name: 'closed', claims: ['.closed.test'], ...FAILURES['port-closed'] },
      { name: 'unknown', claims: ['.unknown.test'], ...FAILURES['name-unknown'] },
      { name: 'reset', claims: ['.reset.test'], ...FAILURES['reset-at-once'] },
      { name: 'silent', claims: ['.silent.test'], behaviour: { kind: 'black-hole' } },
      { name: 'working', claims: ['.working.test'] },
    ],
  }),
  async steps(stage) {
    const attempt = await stage.attempt({ proxyConfiguration: stage.configuration });
    if (attempt.kind === 'refused') return { attempt, contacted: [] };
    await stage.start();
    const names = ['reset', 'silent', 'working'] as const;
    const open = await Promise.all(names.map((name) => stage.proxy(name).openConnections()));
    const connected = names.filter((_, index) => open[index] !== 0);
    const sightings = names.flatMap((name) => stage.sightingsAt(name));
    return { attempt, contacted: [...connected, ...sightings.map(({ proxy }) => proxy)], sightings };
  },
  expect: ({ attempt, contacted, sightings = [] }) => [
    that(
      attempt.kind === 'started',
      'The session started.',
      attempt.kind === 'refused' ? `It was refused: ${attempt.error}, ${attempt.message}.` : '',
    ),
    that(
      contacted.length === 0,
      'No proxy was contacted until the browser was connected to.',
      `Before anything was asked for, these were contacted: ${[...new Set(contacted)].join(', ')}.`,
      { requirement: 'R-FAIL-OPEN-START', sightings },
    ),
  ],
  provedBy: ['validates-at-start', 'contacts-proxies-at-start'],
});
