import type { CaseProbe } from '../../../harness/conformance/cases/case.ts';
import { defineCase } from '../define.ts';
import { tunnelledRequests } from './failures.ts';

/** What proxies say when they do not want to, or cannot. */
const STATUSES = { forbidden: 403, unauthenticated: 407, 'bad-gateway': 502, unavailable: 503 } as const;

type Answer = keyof typeof STATUSES;

const ANSWERS = ['forbidden', 'unauthenticated', 'bad-gateway', 'unavailable'] as const satisfies readonly Answer[];

const answering = (name: Answer) => ({ name, behaviour: { kind: 'respond', status: STATUSES[name] } }) as const;

export const errorAnswers = defineCase({
  id: 'fail-open/error-answers',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-NO-RETRY', 'R-FAILURE-CONTAINED'],
  stimulus: 'A proxy answers every request with an error status, while another proxy works.',
  obligation:
    'The browser shows an error for a tunnel and the answer itself for plain HTTP; nobody is asked a second time, or instead.',
  matrix: { answer: ANSWERS, role: ['default', 'named'] },
  configuration: ({ answer, role }) => ({
    proxies:
      role === 'default'
        ? [{ name: 'other', claims: ['.other.test'] }, answering(answer)]
        : [...ANSWERS.map((name) => ({ ...answering(name), claims: [`.${name}.test`] })), { name: 'other' }],
  }),
  probes: ({ answer }) => [
    ...refusedRequests(answer),
    { url: 'https://www.other.test/', goes: 'other', requirement: 'R-FAILURE-CONTAINED', mustArrive: true },
  ],
  provedBy: [
    'falls-back-to-default',
    'falls-back-to-direct',
    'retries-once',
    'retries-after-407',
    'default-errors-go-direct',
    'plain-errors-go-direct',
    'plain-errors-asked-again',
  ],
});

function refusedRequests(answer: Answer): readonly CaseProbe<Answer>[] {
  const tunnelled = tunnelledRequests(`${answer}.test`).map((request) => ({ ...request, failsAt: answer }));
  // What asks for credentials is an error for plain HTTP too. In a page it waits for a person, but for a WebSocket.
  if (answer === 'unauthenticated') {
    const page = { url: `http://open-page.${answer}.test/`, traffic: 'navigation', failsAt: answer } as const;
    return [page, ...tunnelled.filter(({ traffic }) => traffic !== 'fetch')];
  }
  // In a frame: for a tab that shows an answer, the browser asks for an icon as well.
  const frame = { url: `http://open-frame.${answer}.test/`, by: 'iframe', from: 'http://www.other.test/' } as const;
  return [
    { ...frame, answeredBy: answer, status: STATUSES[answer] },
    { url: `http://open-fetched.${answer}.test/`, failsAt: answer },
    ...tunnelled,
  ];
}
