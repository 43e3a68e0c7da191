import { defineCase } from '../define.ts';
import { tunnelledRequests } from './failures.ts';

/** What proxies say when they do not want to, or cannot. Only for a tunnel is it an error of the connection. */
const STATUSES = { forbidden: 403, unauthenticated: 407, 'bad-gateway': 502, unavailable: 503 } as const;

export const errorAnswers = defineCase({
  id: 'fail-open/error-answers',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-NO-RETRY', 'R-FAILURE-CONTAINED'],
  stimulus: 'A proxy answers every CONNECT with an error status, while the default proxy works.',
  obligation: 'The browser shows an error for its domain; nobody else is asked, and it is not asked again.',
  matrix: { answer: ['forbidden', 'unauthenticated', 'bad-gateway', 'unavailable'] },
  configuration: () => ({
    proxies: [
      ...(['forbidden', 'unauthenticated', 'bad-gateway', 'unavailable'] as const).map((name) => ({
        name,
        claims: [`.${name}.test`],
        behaviour: { kind: 'respond', status: STATUSES[name] } as const,
      })),
      { name: 'fallback' },
    ],
  }),
  probes: ({ answer }) => [
    // What asks for credentials in a page has to wait for a person: the tab alone shows what comes of it.
    ...tunnelledRequests(`${answer}.test`)
      .filter(({ traffic }) => answer !== 'unauthenticated' || traffic === 'navigation')
      .map((request) => ({ ...request, failsAt: answer })),
    { url: 'https://www.company.test/', goes: 'fallback', requirement: 'R-FAILURE-CONTAINED', mustArrive: true },
  ],
  provedBy: ['falls-back-to-default', 'falls-back-to-direct', 'retries-once'],
});
