import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const overPatterns = defineCase({
  id: 'bypass/over-patterns',
  requirements: ['R-BYPASS-DIRECT'],
  stimulus: 'Proxies claim the same hosts as the bypass: by the same pattern, a wider one and a narrower one.',
  obligation: 'What the bypass claims connects directly; what only a proxy claims goes there.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'narrow', claims: ['api.company.test'] },
      { name: 'same', claims: ['.company.test'] },
      { name: 'wide', claims: ['.test'] },
      { name: 'fallback' },
    ],
    bypass: ['.company.test', 'example.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://api.company.test/`, goes: 'direct' },
    { url: `${scheme}://www.company.test/`, goes: 'direct' },
    { url: `${scheme}://example.test/`, goes: 'direct' },
    { url: `${scheme}://www.example.test/`, goes: 'wide' },
    { url: `${scheme}://www.company.example/`, goes: 'fallback' },
  ],
  provedBy: ['bypass-last', 'ignores-bypass', 'bypass-for-http-only', 'bypass-for-tunnels-only'],
});

export const withoutDefault = defineCase({
  id: 'bypass/without-default',
  requirements: ['R-BYPASS-DIRECT'],
  stimulus: 'There is no default proxy, and a bypass pattern claims hosts of a proxy with patterns.',
  obligation: 'What the bypass claims connects directly; what only the proxy claims goes there.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'named', claims: ['.company.test'] }],
    bypass: ['.static.company.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://static.company.test/`, goes: 'direct' },
    { url: `${scheme}://www.static.company.test/`, goes: 'direct' },
    { url: `${scheme}://www.company.test/`, goes: 'named' },
  ],
  provedBy: ['bypass-needs-default', 'bypass-last'],
});

export const namesOnly = defineCase({
  id: 'bypass/names-only',
  requirements: ['R-BYPASS-NAMES-ONLY'],
  stimulus: 'An address is asked for whose name, by reverse DNS, a bypass pattern claims.',
  obligation: 'The request goes where addresses go: it was the address that was asked for.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'fallback' }], bypass: ['.compute.internal'] }),
  probes: ({ scheme }) => [
    // An address for documentation (RFC 5737), to which the emulated surroundings give such a name.
    { url: `${scheme}://203.0.113.80/`, goes: 'fallback', requirement: 'R-BYPASS-NAMES-ONLY' },
    { url: `${scheme}://ip-203-0-113-80.compute.internal/`, goes: 'direct', requirement: 'R-BYPASS-DIRECT' },
  ],
  provedBy: ['bypass-by-reverse-name'],
});
