import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

const configuration = () =>
  ({ proxies: [{ name: 'dotted', claims: ['.example.test'] }, { name: 'fallback' }] }) as const;

export const leadingDotApex = defineCase({
  id: 'domain-patterns/leading-dot-apex',
  requirements: ['R-PATTERN-DOT-APEX'],
  stimulus: 'A proxy has the pattern .example.test, and example.test itself is asked for.',
  obligation: 'The request goes through that proxy.',
  matrix: { scheme: SCHEMES },
  configuration,
  probes: ({ scheme }) => [{ url: `${scheme}://example.test/`, goes: 'dotted' }],
  provedBy: ['apex-not-claimed'],
});

export const leadingDotSubdomains = defineCase({
  id: 'domain-patterns/leading-dot-subdomains',
  requirements: ['R-PATTERN-DOT-SUBDOMAINS'],
  stimulus: 'A proxy has the pattern .example.test, and names one to five labels below it are asked for.',
  obligation: 'Every request goes through that proxy.',
  matrix: { scheme: SCHEMES },
  configuration,
  probes: ({ scheme }) =>
    ['www', 'api', 'a.b', 'a.b.c', 'a.b.c.d.e', '_underscore', 'x--y'].map((labels) => ({
      url: `${scheme}://${labels}.example.test/`,
      goes: 'dotted',
    })),
  provedBy: ['one-level-only'],
});

export const leadingDotLookAlikes = defineCase({
  id: 'domain-patterns/leading-dot-look-alikes',
  requirements: ['R-PATTERN-DOT-WHOLE-LABELS'],
  stimulus: 'A proxy has the pattern .example.test, and names that only look so are asked for.',
  obligation: 'No such request goes through that proxy: labels count as a whole, and from the end.',
  matrix: { scheme: SCHEMES },
  configuration,
  probes: ({ scheme }) =>
    ['notexample.test', 'www.notexample.test', 'example.test.attacker.test', 'example.tests', 'test'].map((host) => ({
      url: `${scheme}://${host}/`,
      goes: 'fallback',
    })),
  provedBy: ['suffix-without-dot', 'substring-match'],
});
