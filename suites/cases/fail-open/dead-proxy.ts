import { defineCase } from '../define.ts';
import { FAILURE_NAMES, FAILURES, type Failure, failingRequests } from './failures.ts';

export const deadDefault = defineCase({
  id: 'fail-open/dead-default',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-NO-RETRY', 'R-FAILURE-CONTAINED', 'R-FAIL-OPEN-START'],
  stimulus: 'The default proxy fails; another proxy and a bypass work.',
  obligation: 'Its requests end in errors of the browser and go nowhere else; all other requests arrive as before.',
  matrix: { failure: FAILURE_NAMES },
  configuration: ({ failure }) => {
    const other = { name: 'other', claims: ['.other.test'] } as const;
    const dead = { name: 'dead', ...FAILURES[failure] } as const;
    return { proxies: [other, dead], bypass: ['.direct.test'] };
  },
  probes: ({ failure }) => [
    ...failingRequests(failure, 'company.test').map((request) => ({ ...request, failsAt: 'dead' }) as const),
    { url: 'https://www.other.test/', goes: 'other', requirement: 'R-FAILURE-CONTAINED', mustArrive: true },
    { url: 'https://www.direct.test/', goes: 'direct', requirement: 'R-FAILURE-CONTAINED', mustArrive: true },
  ],
  provedBy: ['falls-back-to-direct', 'falls-back-to-another-proxy', 'retries-once', 'one-failure-stops-all'],
});

/** Four of them at once have a domain each: so many fit beside a default proxy. */
const HALVES = [FAILURE_NAMES.slice(0, 4), FAILURE_NAMES.slice(4)];

function together(failure: Failure): readonly Failure[] {
  return HALVES.find((half) => half.includes(failure)) ?? [];
}

export const deadNamed = defineCase({
  id: 'fail-open/dead-named',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-NO-RETRY', 'R-FAILURE-CONTAINED', 'R-FAIL-OPEN-START'],
  stimulus: 'A proxy with a pattern fails, while the default proxy works.',
  obligation: 'Requests for its domain end in errors of the browser; the default proxy gets its own ones only.',
  matrix: { failure: FAILURE_NAMES },
  configuration: ({ failure }) => ({
    proxies: [
      ...together(failure).map((name) => ({ name, claims: [`.${name}.test`], ...FAILURES[name] })),
      { name: 'fallback' },
    ],
  }),
  probes: ({ failure }) => [
    ...failingRequests(failure, `${failure}.test`).map((request) => ({ ...request, failsAt: failure })),
    { url: 'https://www.company.test/', goes: 'fallback', requirement: 'R-FAILURE-CONTAINED', mustArrive: true },
  ],
  provedBy: ['falls-back-to-default', 'falls-back-to-direct', 'falls-back-to-another-proxy', 'retries-once'],
});
