import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const exactMatch = defineCase({
  id: 'domain-patterns/exact',
  requirements: ['R-PATTERN-EXACT'],
  stimulus: 'A proxy has the pattern example.test; that name, names below it and look-alikes are asked for.',
  obligation: 'That very name goes through the proxy, and nothing else does.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'exact', claims: ['example.test'] }, { name: 'fallback' }] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://example.test/`, goes: 'exact' },
    { url: `${scheme}://www.example.test/`, goes: 'fallback' },
    { url: `${scheme}://a.b.example.test/`, goes: 'fallback' },
    { url: `${scheme}://notexample.test/`, goes: 'fallback' },
    { url: `${scheme}://example.test.attacker.test/`, goes: 'fallback' },
  ],
  provedBy: ['exact-claims-subdomains', 'exact-never-claims', 'substring-match'],
});

export const severalPatterns = defineCase({
  id: 'domain-patterns/several-patterns',
  requirements: ['R-PATTERN-SEVERAL'],
  stimulus: 'A proxy has several patterns of both kinds, and hosts that each of them claims are asked for.',
  obligation: 'All of them go through that proxy, and nothing else does.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'corp', claims: ['.company.test', '.internal.corp', 'login.test'] }, { name: 'general' }],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.company.test/`, goes: 'corp' },
    { url: `${scheme}://wiki.internal.corp/`, goes: 'corp' },
    { url: `${scheme}://login.test/`, goes: 'corp' },
    { url: `${scheme}://www.login.test/`, goes: 'general' },
    { url: `${scheme}://internal.corporation/`, goes: 'general' },
  ],
  provedBy: ['exact-never-claims'],
});
