import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const bypassOverPattern = defineCase({
  id: 'routing-precedence/bypass-over-pattern',
  requirements: ['R-BYPASS-DIRECT'],
  stimulus: 'A host is claimed by a bypass pattern and, more specifically, by the first proxy of the array.',
  obligation: 'The request connects directly: bypass comes before every proxy.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'narrow', claims: ['api.company.test'] }, { name: 'fallback' }],
    bypass: ['.company.test'],
  }),
  probes: ({ scheme }) => [{ url: `${scheme}://api.company.test/`, goes: 'direct' }],
  provedBy: ['ignores-bypass'],
});

export const bypassOverDefault = defineCase({
  id: 'routing-precedence/bypass-over-default',
  requirements: ['R-BYPASS-DIRECT'],
  stimulus: 'A host is claimed by a bypass pattern only, and there is a default proxy.',
  obligation: 'The request connects directly; a host that is not claimed still goes through the default proxy.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'fallback' }],
    bypass: ['.amazonaws.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://s3.amazonaws.test/`, goes: 'direct' },
    { url: `${scheme}://www.company.test/`, goes: 'fallback' },
  ],
  provedBy: ['ignores-bypass'],
});
