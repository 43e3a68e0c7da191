import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const leadingDot = defineCase({
  id: 'bypass/leading-dot',
  requirements: ['R-BYPASS-PATTERN-FORMAT', 'R-BYPASS-DIRECT'],
  stimulus: 'The bypass has the pattern .example.test; that name, names below it and look-alikes are asked for.',
  obligation: 'The name and all names below it connect directly, and nothing else does.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'fallback' }], bypass: ['.example.test'] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://example.test/`, goes: 'direct' },
    { url: `${scheme}://www.example.test/`, goes: 'direct' },
    { url: `${scheme}://a.b.c.example.test/`, goes: 'direct' },
    ...['notexample.test', 'www.notexample.test', 'example.test.attacker.test', 'example.tests', 'test'].map(
      (host) => ({ url: `${scheme}://${host}/`, goes: 'fallback', requirement: 'R-BYPASS-PATTERN-FORMAT' }) as const,
    ),
  ],
  provedBy: [
    'bypass-exact-only',
    'bypass-without-apex',
    'bypass-suffix-without-dot',
    'bypass-substring',
    'bypass-for-http-only',
    'bypass-for-tunnels-only',
  ],
});

export const exact = defineCase({
  id: 'bypass/exact',
  requirements: ['R-BYPASS-PATTERN-FORMAT', 'R-BYPASS-DIRECT'],
  stimulus: 'The bypass has the pattern example.test; that name, names below it and look-alikes are asked for.',
  obligation: 'That very name connects directly, and nothing else does.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'fallback' }], bypass: ['example.test'] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://example.test/`, goes: 'direct' },
    ...['www.example.test', 'a.b.example.test', 'notexample.test', 'example.test.attacker.test'].map(
      (host) => ({ url: `${scheme}://${host}/`, goes: 'fallback', requirement: 'R-BYPASS-PATTERN-FORMAT' }) as const,
    ),
  ],
  provedBy: ['bypass-claims-subdomains', 'bypass-suffix-without-dot', 'bypass-substring', 'bypass-for-http-only'],
});

export const spelling = defineCase({
  id: 'bypass/letter-case',
  requirements: ['R-PATTERN-CASE', 'R-PATTERN-HOST-CASE', 'R-BYPASS-PATTERN-FORMAT'],
  stimulus: 'Bypass patterns are written with upper-case letters, and hosts are asked for in any case.',
  obligation: 'They claim what they claim in lower case.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'fallback' }], bypass: ['.EXAMPLE.test', 'Login.Test'] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.example.test/`, goes: 'direct', requirement: 'R-PATTERN-CASE' },
    { url: `${scheme}://WWW.EXAMPLE.TEST/`, goes: 'direct', requirement: 'R-PATTERN-CASE' },
    { url: `${scheme}://login.test/`, goes: 'direct', requirement: 'R-PATTERN-CASE' },
    { url: `${scheme}://www.login.test/`, goes: 'fallback', requirement: 'R-BYPASS-PATTERN-FORMAT' },
  ],
  provedBy: ['bypass-case-sensitive'],
});

/** As many patterns as the bypass may have. */
const MANY = Array.from({ length: 100 }, (_, index) => `.n${index + 1}.test`);

export const hundredPatterns = defineCase({
  id: 'bypass/hundred-patterns',
  requirements: ['R-LIMIT-BYPASS-PATTERNS'],
  stimulus: 'The bypass has 100 patterns, and a host of each is asked for.',
  obligation: 'Every request connects directly.',
  matrix: { scheme: ['http', 'https'] },
  configuration: () => ({ proxies: [{ name: 'fallback' }], bypass: MANY }),
  probes: ({ scheme }) => [
    ...MANY.map(
      (pattern) =>
        ({ url: `${scheme}://www${pattern}/`, goes: 'direct', requirement: 'R-LIMIT-BYPASS-PATTERNS' }) as const,
    ),
    { url: `${scheme}://www.n101.test/`, goes: 'fallback' },
  ],
  provedBy: ['few-bypass-patterns'],
});
