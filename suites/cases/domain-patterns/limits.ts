import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';

/** As many patterns as a proxy may have. */
const MANY = Array.from({ length: 100 }, (_, index) => `.n${index + 1}.test`);

export const hundredPatterns = defineCase({
  id: 'domain-patterns/hundred-patterns',
  requirements: ['R-LIMIT-PATTERNS'],
  stimulus: 'A proxy has 100 patterns, and a host of each is asked for.',
  obligation: 'Every request goes through that proxy.',
  matrix: { scheme: PAGE_SCHEMES },
  configuration: () => ({ proxies: [{ name: 'many', claims: MANY }, { name: 'fallback' }] }),
  probes: ({ scheme }) => [
    ...MANY.map((pattern) => ({ url: `${scheme}://www${pattern}/`, goes: 'many' }) as const),
    { url: `${scheme}://www.n101.test/`, goes: 'fallback' },
  ],
  provedBy: ['few-patterns'],
});

/** 253 characters, as long as a name can be: four labels, the first three as long as a label can be. */
const LONGEST = [...['a', 'b', 'c'].map((letter) => letter.repeat(63)), `${'d'.repeat(56)}.test`].join('.');

export const longestPattern = defineCase({
  id: 'domain-patterns/longest-pattern',
  requirements: ['R-LIMIT-PATTERN-LENGTH'],
  stimulus: 'Patterns are a name of 253 characters, and a leading dot with one of 252 characters.',
  obligation: 'They claim what patterns of their form claim.',
  matrix: { scheme: PAGE_SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'exact', claims: [LONGEST] },
      { name: 'dotted', claims: [`.${LONGEST.slice(1).replaceAll('a', 'e')}`] },
      { name: 'fallback' },
    ],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://${LONGEST}/`, goes: 'exact' },
    { url: `${scheme}://${LONGEST.slice(1).replaceAll('a', 'e')}/`, goes: 'dotted' },
    { url: `${scheme}://${LONGEST.slice(1)}/`, goes: 'fallback' },
  ],
  provedBy: ['long-patterns-ignored'],
});
