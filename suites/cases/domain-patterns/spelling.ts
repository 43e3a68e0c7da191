import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const hostCase = defineCase({
  id: 'domain-patterns/host-case',
  requirements: ['R-PATTERN-HOST-CASE'],
  stimulus: 'A claimed host is asked for in upper and mixed case.',
  obligation: 'The request goes where it goes in lower case.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'dotted', claims: ['.example.test'] }, { name: 'fallback' }] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://WWW.EXAMPLE.TEST/`, goes: 'dotted' },
    { url: `${scheme}://Api.Example.Test/`, goes: 'dotted' },
  ],
  provedBy: ['everything-direct'],
});

export const patternCase = defineCase({
  id: 'domain-patterns/pattern-case',
  requirements: ['R-PATTERN-CASE'],
  stimulus: 'Patterns are written with upper-case letters.',
  obligation: 'They claim what they claim in lower case.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'upper', claims: ['.EXAMPLE.test', 'Login.Test'] }, { name: 'fallback' }],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.example.test/`, goes: 'upper' },
    { url: `${scheme}://login.test/`, goes: 'upper' },
  ],
  provedBy: ['case-sensitive-patterns'],
});

export const trailingDot = defineCase({
  id: 'domain-patterns/trailing-dot',
  requirements: ['R-PATTERN-TRAILING-DOT'],
  stimulus: 'Claimed hosts are asked for with a trailing dot, which makes a name absolute.',
  obligation: 'The requests go where they go without it.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'dotted', claims: ['.example.test', 'login.test'] }, { name: 'fallback' }],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.example.test./`, goes: 'dotted' },
    { url: `${scheme}://login.test./`, goes: 'dotted' },
  ],
  provedBy: ['trailing-dot-counts'],
});

export const internationalNames = defineCase({
  id: 'domain-patterns/international-names',
  requirements: ['R-PATTERN-IDN'],
  stimulus: 'A pattern is the ASCII form of a name with letters outside ASCII, which is asked for in both forms.',
  obligation: 'Either request goes through the proxy of that pattern.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'books', claims: ['.xn--bcher-kva.test'] }, { name: 'fallback' }],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://bücher.test/`, goes: 'books' },
    { url: `${scheme}://www.bücher.test/`, goes: 'books' },
    { url: `${scheme}://xn--bcher-kva.test/`, goes: 'books' },
    { url: `${scheme}://bucher.test/`, goes: 'fallback' },
  ],
  provedBy: ['everything-direct'],
});
