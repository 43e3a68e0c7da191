import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const addressAsPattern = defineCase({
  id: 'domain-patterns/address',
  requirements: ['R-PATTERN-IP-LITERAL'],
  stimulus: 'Patterns are an IPv4 address, and the end of another one with a leading dot.',
  obligation: 'The first claims that address, the second nothing: addresses have no subdomains.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      // Addresses for documentation (RFC 5737).
      { name: 'address', claims: ['203.0.113.7'] },
      { name: 'suffix', claims: ['.51.100.7'] },
      { name: 'fallback' },
    ],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://203.0.113.7/`, goes: 'address' },
    { url: `${scheme}://203.0.113.8/`, goes: 'fallback' },
    { url: `${scheme}://198.51.100.7/`, goes: 'fallback' },
    { url: `${scheme}://203.0.113.7.example.test/`, goes: 'fallback' },
  ],
  provedBy: ['address-suffixes'],
});

export const anyPort = defineCase({
  id: 'domain-patterns/any-port',
  requirements: ['R-PATTERN-ANY-PORT', 'R-DESTINATION-PORTS'],
  stimulus: 'Claimed and unclaimed hosts are asked for on ports other than 80 and 443.',
  obligation: 'The requests go where they go on the usual ports.',
  matrix: { scheme: SCHEMES, port: ['8000', '8443', '50000'] },
  configuration: () => ({ proxies: [{ name: 'dotted', claims: ['.example.test'] }, { name: 'fallback' }] }),
  probes: ({ scheme, port }) => [
    { url: `${scheme}://www.example.test:${port}/`, goes: 'dotted' },
    {
      url: `${scheme}://www.company.test:${port}/`,
      goes: 'fallback',
      requirement: 'R-DESTINATION-PORTS',
      mustArrive: true,
    },
  ],
  provedBy: ['everything-direct', 'usual-ports-only'],
});
