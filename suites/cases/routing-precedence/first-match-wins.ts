import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const firstMatchWins = defineCase({
  id: 'routing-precedence/first-match-wins',
  requirements: ['R-PATTERN-FIRST-MATCH'],
  stimulus: 'Two proxies claim the same host, one by a wide pattern and one by a narrow one, in either order.',
  obligation: 'The first of them in array order handles the request, however specific the other one is.',
  matrix: { first: ['wide', 'narrow'], scheme: SCHEMES },
  configuration: ({ first }) => {
    const wide = { name: 'wide', claims: ['.company.test'] } as const;
    const narrow = { name: 'narrow', claims: ['api.company.test'] } as const;
    // The default comes last, so that "last match wins" cannot pass by accident.
    return { proxies: [...(first === 'wide' ? [wide, narrow] : [narrow, wide]), { name: 'fallback' }] };
  },
  probes: ({ first, scheme }) => [{ url: `${scheme}://api.company.test/`, goes: first }],
  provedBy: ['last-match-wins', 'most-specific-wins'],
});

export const samePatternTwice = defineCase({
  id: 'routing-precedence/same-pattern-twice',
  requirements: ['R-PATTERN-FIRST-MATCH'],
  stimulus: 'Two proxies have the very same pattern.',
  obligation: 'The first of them in array order handles every request, and the second one none.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'first', claims: ['.company.test'] },
      { name: 'second', claims: ['.company.test'] },
      { name: 'fallback' },
    ],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://company.test/`, goes: 'first' },
    { url: `${scheme}://www.company.test/`, goes: 'first' },
    { url: `${scheme}://api.company.test/`, goes: 'first' },
  ],
  provedBy: ['last-match-wins', 'rotates'],
});
