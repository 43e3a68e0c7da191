import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const firstMatchWins = defineCase({
  id: 'routing-precedence/first-match-wins',
  requirements: ['R-PATTERN-FIRST-MATCH'],
  stimulus: 'Two proxies claim the same host; the less specific one comes first in the array.',
  obligation: 'The first proxy in array order handles the request, however specific the second one is.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'wide', claims: ['.company.test'] },
      { name: 'narrow', claims: ['api.company.test'] },
      // Last, so that "last match wins" cannot pass by accident.
      { name: 'fallback' },
    ],
  }),
  probes: ({ scheme }) => [{ url: `${scheme}://api.company.test/`, goes: 'wide' }],
  provedBy: ['last-match-wins', 'most-specific-wins'],
});
