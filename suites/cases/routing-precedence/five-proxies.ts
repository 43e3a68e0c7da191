import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const fiveProxies = defineCase({
  id: 'routing-precedence/five-proxies',
  requirements: ['R-PATTERN-ROUTES', 'R-DEFAULT-ROUTES'],
  stimulus: 'Four proxies have a domain each, a fifth has none, and every domain is asked for three times.',
  obligation: 'Each domain’s requests all go through its own proxy, and all others through the fifth.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'one', claims: ['.one.test'] },
      { name: 'two', claims: ['.two.test'] },
      { name: 'three', claims: ['.three.test'] },
      { name: 'four', claims: ['.four.test'] },
      { name: 'general' },
    ],
  }),
  // Of each domain at once: a proxy in turn for every request would otherwise be the right one by chance.
  probes: ({ scheme }) =>
    (['one', 'two', 'three', 'four', 'general'] as const).flatMap((proxy) =>
      ['/', '/second', '/third'].map((path) => ({ url: `${scheme}://www.${proxy}.test${path}`, goes: proxy })),
    ),
  provedBy: ['rotates', 'everything-direct'],
});

export const allRulesAtOnce = defineCase({
  id: 'routing-precedence/all-rules-at-once',
  requirements: ['R-PATTERN-FIRST-MATCH', 'R-BYPASS-DIRECT', 'R-PATTERN-ROUTES', 'R-DEFAULT-ROUTES'],
  stimulus: 'Bypass, two proxies with nested patterns and a default proxy share one domain tree.',
  obligation: 'Bypass comes before patterns, an earlier proxy before a later one, and the default gets the rest.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'narrow', claims: ['.api.company.test'] },
      { name: 'fallback' },
      { name: 'wide', claims: ['.company.test'] },
    ],
    bypass: ['direct.api.company.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://direct.api.company.test/`, goes: 'direct' },
    { url: `${scheme}://v1.api.company.test/`, goes: 'narrow' },
    { url: `${scheme}://www.company.test/`, goes: 'wide' },
    { url: `${scheme}://www.example.test/`, goes: 'fallback' },
  ],
  provedBy: ['ignores-bypass', 'last-match-wins', 'default-in-array-order'],
});
