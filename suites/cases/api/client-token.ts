import { randomBytes } from 'node:crypto';
import type { Stage } from '../../../harness/conformance/cases/stage.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { proxies, withProxies } from './bodies.ts';

/** Longer than the 33 characters that a token must have. */
const newToken = () => `conformance-${randomBytes(16).toString('hex')}`;

/** Starts a session under a token, and then another one. */
async function startTwice(stage: Stage, first: object, second: object) {
  const clientToken = newToken();
  const start = (body: object) => stage.call({ method: 'PUT', path: 'sessions/start', body: { ...body, clientToken } });
  const [one, two] = [await start(first), await start(second)];
  const ids = [...new Set([one, two].flatMap(({ body }) => body['sessionId'] ?? []).map(String))];
  for (const sessionId of ids) {
    await stage.call({ method: 'PUT', path: 'sessions/stop', query: { sessionId }, body: {} });
  }
  return { one, two, sessions: ids.length };
}

export const clientToken = defineSteps({
  id: 'api/client-token',
  requirements: ['R-MODEL-CLIENT-TOKEN'],
  stimulus: 'A start with a client token is sent a second time, as it was.',
  obligation: 'The second answer names the session of the first: there is only one.',
  configuration: () => ({ proxies: [{ name: 'unused' }] }),
  steps: (stage) => startTwice(stage, withProxies(proxies(1)), withProxies(proxies(1))),
  expect: ({ one, two, sessions }) => [
    that(
      one.status === 200 && two.status === 200 && sessions === 1,
      'Both answers name the same session.',
      `The answers have the status codes ${one.status} and ${two.status}, and name ${sessions} different sessions.`,
    ),
  ],
  provedBy: ['token-ignored'],
});

export const clientTokenMismatch = defineSteps({
  id: 'api/client-token-mismatch',
  requirements: ['R-MODEL-CLIENT-TOKEN-MISMATCH'],
  stimulus: 'A client token is sent again with another proxy configuration.',
  obligation: 'The second start is refused: no session has a configuration that nobody asked it for.',
  configuration: () => ({ proxies: [{ name: 'unused' }] }),
  steps: (stage) => startTwice(stage, withProxies(proxies(1)), withProxies(proxies(2))),
  expect: ({ one, two }) => [
    that(
      one.status === 200 && two.error === 'ValidationException',
      'The second start was answered with a ValidationException.',
      `The second start was answered with ${two.error ?? 'a session'} (${two.status}).`,
    ),
  ],
  provedBy: ['token-ignored'],
});
