import type { Judgement } from '../../../harness/conformance/cases/case.ts';
import { given, that } from '../../../harness/conformance/cases/that.ts';
import type { ProxySighting } from '../../../harness/evidence/sightings.ts';
import { defineCase, defineSteps } from '../define.ts';
import { SCHEMES } from '../schemes.ts';
import { OWN_SECRET } from './access.ts';

export const ownProxyOnly = defineCase({
  id: 'credentials/own-proxy-only',
  requirements: ['R-CREDENTIALS-OWN-PROXY', 'R-CREDENTIALS-NOT-AT-ORIGIN'],
  stimulus: 'Two proxies have a secret each, a third one has none, and one host bypasses them all.',
  obligation: 'Each proxy gets the credentials of its own secret; the third one, every origin and the bypass get none.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'first', claims: ['.first.test'], access: OWN_SECRET },
      { name: 'second', claims: ['.second.test'], access: OWN_SECRET },
      { name: 'open' },
    ],
    bypass: ['.direct.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.first.test/`, goes: 'first' },
    { url: `${scheme}://www.second.test/`, goes: 'second' },
    { url: `${scheme}://www.company.test/`, goes: 'open' },
    { url: `${scheme}://www.direct.test/`, goes: 'direct' },
  ],
  provedBy: [
    'credentials-to-all-proxies',
    'credentials-of-first-proxy-for-all',
    'swaps-credentials',
    'credentials-to-origin',
  ],
});

export const secretOfTwo = defineCase({
  id: 'credentials/one-secret-for-two',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  stimulus: 'Two proxies name the same secret, and a third one another secret.',
  obligation: 'Both of them get its credentials, and the third one its own.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'first', claims: ['.first.test'], access: OWN_SECRET },
      {
        name: 'second',
        claims: ['.second.test'],
        access: { proxy: 'basic', secret: { kind: 'that-of', proxy: 'first' } },
      },
      { name: 'third', access: OWN_SECRET },
    ],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.first.test/`, goes: 'first' },
    { url: `${scheme}://www.second.test/`, goes: 'second' },
    { url: `${scheme}://www.company.test/`, goes: 'third' },
  ],
  provedBy: ['secret-used-once', 'credentials-of-first-proxy-for-all'],
});

export const preEmptive = defineSteps({
  id: 'credentials/pre-emptive',
  requirements: ['R-CREDENTIALS-PRE-EMPTIVE', 'R-CREDENTIALS-OWN-PROXY'],
  stimulus: 'A page asks for a host of a proxy with Basic authentication, once by CONNECT and once in absolute form.',
  obligation: 'Both requests carry the right credentials at the first attempt: the proxy never has to ask for any.',
  configuration: () => ({ proxies: [{ name: 'guarded', access: OWN_SECRET }] }),
  async steps(stage) {
    const session = await stage.start();
    await session.ask([{ url: 'http://www.company.test/' }, { url: 'https://www.company.test/' }]);
    const asked = stage.sightingsAt('guarded').filter(({ authority }) => authority.startsWith('www.company.test:'));
    return {
      forwarded: asked.filter(({ kind }) => kind === 'forward'),
      tunnelled: asked.filter(({ kind }) => kind === 'tunnel'),
    };
  },
  expect: ({ forwarded, tunnelled }) =>
    [
      { way: 'in absolute form', asked: forwarded },
      { way: 'by CONNECT', asked: tunnelled },
    ].flatMap(({ way, asked }) => [
      given(asked.length > 0, `The proxy got a request ${way}.`, `The proxy got no request ${way}.`),
      ...judgeFirst(way, asked),
    ]),
  provedBy: ['credentials-only-after-challenge', 'tunnel-only-credentials'],
});

function judgeFirst(way: string, asked: readonly ProxySighting[]): readonly Judgement[] {
  const [first] = asked;
  if (first === undefined) return [];
  // Right ones that come later were held back; otherwise the proxy never got its own.
  const later = asked.some(({ credentials }) => credentials === 'valid');
  return [
    that(
      first.credentials === 'valid' && asked.every(({ outcome }) => outcome === 'established'),
      `The first request ${way} carried the right credentials, and the proxy asked for none.`,
      `The first request ${way} came with ${first.credentials} credentials.`,
      { requirement: later ? 'R-CREDENTIALS-PRE-EMPTIVE' : 'R-CREDENTIALS-OWN-PROXY', sightings: asked },
    ),
  ];
}
