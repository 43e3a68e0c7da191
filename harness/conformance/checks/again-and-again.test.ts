import { expect, test } from 'vitest';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import type { DirectNames } from '../run-target.ts';
import { failingRequests } from './again-and-again.ts';

const ALL: DirectNames = { kind: 'all' };

/** What a proxy with these patterns is asked for, round by round; a second one is the default. */
function rounds(direct: DirectNames, ...domainPatterns: readonly string[]): readonly (readonly string[])[] {
  const configuration: ProxyConfiguration = {
    proxies: [[...domainPatterns], []].map((patterns, index) => ({
      externalProxy: {
        server: `p${index}.example`,
        port: 8080,
        ...(patterns.length > 0 && { domainPatterns: patterns }),
      },
    })),
  };
  const all = failingRequests(configuration, proxyNames(configuration), direct);
  const first = all.find(({ proxy }) => proxy.index === 0);
  return (first?.rounds ?? []).map((round) => round.map(({ scheme, host }) => `${scheme}://${host}`));
}

const schemesOf = (asked: readonly (readonly string[])[]) => asked.flat().map((url) => url.split(':')[0]);

test('each request is for a host of its own, fetches and WebSockets in rounds of their own', () => {
  const asked = rounds(ALL, '.a.example');
  expect(new Set(asked.flat().map((url) => new URL(url).hostname)).size).toBe(20);
  expect(asked.map((round) => [round.length, round[0]])).toEqual([
    [6, 'http://outage-1.a.example'],
    [2, 'ws://outage-7.a.example'],
    [12, 'https://outage-9.a.example'],
  ]);
});

test('where there are fewer hosts, no round asks for one twice', () => {
  expect(rounds(ALL, 'a.example', 'b.example').slice(0, 5)).toEqual([
    ['http://a.example', 'http://b.example'],
    ['http://a.example', 'http://b.example'],
    ['http://a.example', 'http://b.example'],
    ['ws://a.example', 'wss://b.example'],
    ['https://a.example', 'https://b.example'],
  ]);
  expect(rounds(ALL, 'a.example')).toHaveLength(20);
  expect(schemesOf(rounds(ALL, 'a.example'))).toEqual(schemesOf(rounds(ALL, '.a.example')));
});

test('where nobody would see a request go direct, no kind is asked for in a row', () => {
  const schemes = schemesOf(rounds({ kind: 'none' }, '.a.example'));
  expect(schemes).toEqual([...Array(6).fill(['http', 'https']), 'ws', 'wss'].flat());
  expect(schemesOf(rounds({ kind: 'below', domain: 'ours.example' }, '.a.example'))).toEqual(schemes);
});

test('a proxy that no host can reach is asked for nothing', () => {
  expect(rounds(ALL, '.1.2.3')).toEqual([]);
});
