import type { CaseProxy } from '../../../harness/conformance/cases/setup.ts';
import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

const CORPORATE = {
  name: 'corporate',
  claims: ['.company.test'],
  access: { proxy: 'basic', secret: { kind: 'right' } },
} as const satisfies CaseProxy;

/** Which rule is broken stands in the finding’s words: the example is that all of them hold together. */
const EXAMPLE = { requirement: 'R-EXAMPLE-WORKS' } as const;

export const documentedExample = defineCase({
  id: 'complete-examples/as-documented',
  requirements: ['R-EXAMPLE-WORKS', 'R-CREDENTIALS-OWN-PROXY'],
  stimulus: 'One proxy has patterns and credentials, other domains are bypassed: the complete example of the document.',
  obligation: 'Claimed hosts go through the proxy, which lets them in; bypassed ones go directly.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [CORPORATE], bypass: ['.amazonaws.test'] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://company.test/`, goes: 'corporate', ...EXAMPLE },
    { url: `${scheme}://portal.company.test/`, goes: 'corporate', ...EXAMPLE },
    { url: `${scheme}://s3.amazonaws.test/`, goes: 'direct', ...EXAMPLE },
  ],
  provedBy: ['everything-direct'],
});

export const everythingTogether = defineCase({
  id: 'complete-examples/everything-together',
  requirements: ['R-EXAMPLE-WORKS', 'R-CREDENTIALS-OWN-PROXY'],
  stimulus:
    'Two proxies have patterns and credentials of their own, a third has neither, and some domains are bypassed.',
  obligation: 'Every part does what it does alone.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      CORPORATE,
      { name: 'partner', claims: ['api.partner.test'], access: { proxy: 'basic', secret: { kind: 'right' } } },
      { name: 'general' },
    ],
    bypass: ['.amazonaws.test', 'open.company.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://portal.company.test/`, goes: 'corporate', ...EXAMPLE },
    { url: `${scheme}://open.company.test/`, goes: 'direct', ...EXAMPLE },
    { url: `${scheme}://api.partner.test/`, goes: 'partner', ...EXAMPLE },
    { url: `${scheme}://www.partner.test/`, goes: 'general', ...EXAMPLE },
    { url: `${scheme}://s3.amazonaws.test/`, goes: 'direct', ...EXAMPLE },
  ],
  provedBy: ['ignores-bypass', 'everything-direct', 'credentials-end-bypass'],
});
