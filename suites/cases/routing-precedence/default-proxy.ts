import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const defaultAlone = defineCase({
  id: 'routing-precedence/default-alone',
  requirements: ['R-DEFAULT-ROUTES'],
  stimulus: 'The only proxy has no patterns and no credentials.',
  obligation: 'Every request goes through it.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'only' }] }),
  probes: ({ scheme }) => [
    { url: `${scheme}://company.test/`, goes: 'only' },
    { url: `${scheme}://www.example.test/`, goes: 'only' },
  ],
  provedBy: ['everything-direct'],
});

export const defaultPosition = defineCase({
  id: 'routing-precedence/default-position',
  requirements: ['R-PATTERN-OVER-DEFAULT', 'R-DEFAULT-ROUTES', 'R-PATTERN-ROUTES'],
  stimulus: 'The proxy without patterns stands before, between or after two proxies with patterns.',
  obligation: 'Claimed hosts go through the proxies that claim them, all others through the default.',
  matrix: { position: ['first', 'middle', 'last'], scheme: SCHEMES },
  configuration: ({ position }) => {
    const one = { name: 'one', claims: ['.one.test'] } as const;
    const two = { name: 'two', claims: ['.two.test'] } as const;
    const fallback = { name: 'fallback' } as const;
    const orders = { first: [fallback, one, two], middle: [one, fallback, two], last: [one, two, fallback] };
    return { proxies: orders[position] };
  },
  probes: ({ scheme }) => [
    { url: `${scheme}://www.one.test/`, goes: 'one' },
    { url: `${scheme}://www.two.test/`, goes: 'two' },
    { url: `${scheme}://www.three.test/`, goes: 'fallback' },
  ],
  provedBy: ['default-in-array-order', 'everything-direct', 'rotates'],
});

export const defaultTakesAll = defineCase({
  id: 'routing-precedence/default-takes-all',
  requirements: ['R-DEFAULT-ROUTES'],
  stimulus: 'Hosts are asked for that proxy settings commonly leave out: of private networks, and of the cloud itself.',
  obligation: 'Every request goes through the default proxy: nothing is bypassed but what the configuration says.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'claiming', claims: ['.company.test'] }, { name: 'fallback' }] }),
  probes: ({ scheme }) =>
    [
      'intranet',
      'printer.local',
      'wiki.internal',
      'sts.us-east-1.amazonaws.com',
      '10.0.0.8',
      '172.16.0.8',
      '192.168.0.8',
      '[fd00::8]',
    ].map((host) => ({ url: `${scheme}://${host}/`, goes: 'fallback' }) as const),
  provedBy: ['private-hosts-direct', 'everything-direct'],
});

export const severalDefaults = defineCase({
  id: 'routing-precedence/several-defaults',
  requirements: ['R-DEFAULT-SEVERAL'],
  stimulus: 'Two proxies have no patterns.',
  obligation: 'The first of them in array order is the default, and the second one gets nothing.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'claimed', claims: ['.company.test'] }, { name: 'first' }, { name: 'second' }],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.example.test/`, goes: 'first' },
    { url: `${scheme}://www.another.test/`, goes: 'first' },
  ],
  provedBy: ['last-default-wins', 'rotates'],
});

export const noDefault = defineCase({
  id: 'routing-precedence/no-default',
  requirements: ['R-UNMATCHED-NO-DEFAULT'],
  stimulus: 'Every proxy has patterns, and none of them claims the host.',
  obligation: 'The request connects directly.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'one', claims: ['.one.test'] },
      { name: 'two', claims: ['.two.test'] },
    ],
  }),
  probes: ({ scheme }) => [{ url: `${scheme}://www.three.test/`, goes: 'direct' }],
  provedBy: ['unmatched-takes-first-proxy'],
});
