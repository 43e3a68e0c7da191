import { expect, test } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { askAgain } from './ask-again.ts';
import { deriveProbes } from './derive-probes.ts';
import type { Scheme } from './probe.ts';

const configuration: ProxyConfiguration = {
  proxies: [
    { externalProxy: { server: 'corp', port: 8080, domainPatterns: ['.company.test', 'other.test'] } },
    { externalProxy: { server: 'rest', port: 8080 } },
  ],
  bypass: { domainPatterns: ['direct.test'] },
};

function again(...schemes: readonly Scheme[]) {
  const probes = deriveProbes({ configuration, schemes, runId: 'testrun' });
  return { probes, repeated: askAgain(probes, 'testrun') };
}

test('asks for one host of every route a dozen times more, over all schemes together', () => {
  const count = (...schemes: readonly Scheme[]) => {
    const asked = new Map<string, number>();
    for (const { again: one } of again(...schemes).repeated) {
      const key = `${one.traffic} ${one.scheme}://${one.host}`;
      asked.set(key, (asked.get(key) ?? 0) + 1);
    }
    return Object.fromEntries(asked);
  };
  expect(count('http', 'wss')).toEqual({
    'fetch http://company.test': 6,
    'websocket wss://company.test': 6,
    'fetch http://direct.test': 6,
    'websocket wss://direct.test': 6,
    'fetch http://unclaimed-1.test': 6,
    'websocket wss://unclaimed-1.test': 6,
  });
  expect(Object.values(count('http', 'https', 'ws', 'wss'))).toEqual(Array(12).fill(3));
  expect(Object.values(count('ws'))).toEqual([12, 12, 12]);
});

test('each has a marker of its own, and differs in nothing else from the first for the same', () => {
  const { probes, repeated } = again('http', 'https', 'ws', 'wss');
  const ids = [...probes, ...repeated.map((one) => one.again)].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { first, again: one } of repeated) {
    expect(probes).toContain(first);
    expect(one).toEqual({ ...first, id: one.id, url: one.url });
    expect(one.url).toBe(`${first.url.slice(0, -first.id.length)}${one.id}`);
  }
});
