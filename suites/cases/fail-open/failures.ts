import type { CaseProxy } from '../../../harness/conformance/cases/setup.ts';

/** Ways in which a proxy is of no use to anybody, from its address to the end of an answer. */
export const FAILURES = {
  'port-closed': { place: 'closed-port' },
  'name-unknown': { place: 'unknown-name' },
  'reset-at-once': { behaviour: { kind: 'refuse' } },
  'reset-unanswered': { behaviour: { kind: 'reset-after-request' } },
  'closed-unanswered': { behaviour: { kind: 'close-after-request' } },
  'reset-after-answer': { behaviour: { kind: 'reset-after-answer' } },
  garbage: { behaviour: { kind: 'garbage' } },
} as const satisfies Record<string, Pick<CaseProxy, 'place' | 'behaviour'>>;

export type Failure = keyof typeof FAILURES;

export const FAILURE_NAMES = [
  'port-closed',
  'name-unknown',
  'reset-at-once',
  'reset-unanswered',
  'closed-unanswered',
  'reset-after-answer',
  'garbage',
] as const satisfies readonly Failure[];

/** One request of every kind that is tunnelled, each to a host of its own, so that attempts can be counted. */
export function tunnelledRequests(domain: string) {
  return [
    { url: `https://page.${domain}/`, traffic: 'navigation' },
    { url: `https://fetched.${domain}/`, traffic: 'fetch' },
    { url: `ws://open-socket.${domain}/`, traffic: 'websocket' },
    { url: `wss://socket.${domain}/`, traffic: 'websocket' },
  ] as const;
}

/** One request of every kind that the failure keeps from arriving. */
export function failingRequests(failure: Failure, domain: string) {
  // What came of an answer that breaks off, a browser shows; a tunnel that breaks off brings nothing.
  if (failure === 'reset-after-answer') return tunnelledRequests(domain);
  return [
    { url: `http://open-page.${domain}/`, traffic: 'navigation' },
    { url: `http://fetched.${domain}/`, traffic: 'fetch' },
    ...tunnelledRequests(domain),
  ] as const;
}
