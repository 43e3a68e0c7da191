import { that } from '../../../harness/conformance/cases/that.ts';
import { defineCase, defineSteps } from '../define.ts';
import { OWN_SECRET } from './access.ts';

const PAGE_FAILS = { requirement: 'R-CREDENTIALS-WRONG-ERROR' } as const;

export const wrongCredentials = defineCase({
  id: 'credentials/wrong',
  requirements: ['R-CREDENTIALS-WRONG-ERROR', 'R-CREDENTIALS-WRONG-START', 'R-NO-RETRY'],
  stimulus: 'A proxy wants other credentials than its secret holds, or its configuration names no secret.',
  obligation: 'The session starts; the page shows an error; the proxy is asked no second time, and nobody else is.',
  matrix: { secret: ['wrong', 'none'] },
  configuration: () => ({
    proxies: [
      { name: 'wrong', claims: ['.wrong.test'], access: { proxy: 'basic', secret: { kind: 'wrong' } } },
      { name: 'none', claims: ['.none.test'], access: { proxy: 'basic', secret: { kind: 'none' } } },
      { name: 'fallback', access: OWN_SECRET },
    ],
  }),
  // What a page fetches waits for a person to give credentials. A WebSocket does not, and browsers open it once only.
  probes: ({ secret }) => [
    { url: `http://open.${secret}.test/`, traffic: 'navigation', failsAt: secret, ...PAGE_FAILS },
    { url: `https://www.${secret}.test/`, traffic: 'navigation', failsAt: secret, ...PAGE_FAILS },
    { url: `wss://socket.${secret}.test/`, failsAt: secret, ...PAGE_FAILS },
    { url: 'https://www.company.test/', goes: 'fallback', requirement: 'R-DEFAULT-ROUTES' },
  ],
  provedBy: ['falls-back-to-direct', 'falls-back-to-default', 'retries-once', 'retries-after-407'],
});

export const startsWithWrongOnes = defineSteps({
  id: 'credentials/wrong-at-start',
  requirements: ['R-CREDENTIALS-WRONG-START'],
  stimulus: 'A session starts whose proxy wants other credentials than its secret holds.',
  obligation: 'It starts, for nobody asks the proxy.',
  configuration: () => ({
    proxies: [{ name: 'guarded', access: { proxy: 'basic', secret: { kind: 'wrong' } } }],
  }),
  steps: (stage) => stage.attempt({ proxyConfiguration: stage.configuration }),
  expect: (attempt) => [
    that(
      attempt.kind === 'started',
      'The session started.',
      attempt.kind === 'refused' ? `The session was refused: ${attempt.error}.` : '',
    ),
  ],
  provedBy: ['checks-credentials-at-start'],
});
