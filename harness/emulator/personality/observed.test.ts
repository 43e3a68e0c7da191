import { expect, test } from 'vitest';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { documentedPolicy } from '../router/policy.ts';
import { documented } from './documented.ts';
import type { Names } from './names.ts';
import { observed } from './observed.ts';
import type { Personality } from './personality.ts';

const PROXY = { server: 'proxy.test', port: 3128 };
const CONFIGURATION: ProxyConfiguration = {
  proxies: [
    { externalProxy: { ...PROXY, domainPatterns: ['.corp.test', '10.0.0.9'] } },
    { externalProxy: { ...PROXY, port: 3129 } },
  ],
  bypass: { domainPatterns: ['.compute.internal'] },
};

/** A world in which one name is known, and one address has names. */
const NAMES: Names = {
  resolves: async (name) => name === 'known.test',
  of: async (address) => (address === '10.0.0.7' ? ['other.test', 'ip-10-0-0-7.Compute.internal'] : []),
};

async function ways(personality: Personality, configuration: ProxyConfiguration | undefined, hosts: readonly string[]) {
  const egress = configuration && { proxyConfiguration: configuration, credentials: new Map() };
  const manner = personality(documentedPolicy(egress), egress);
  const told = hosts.map(async (authority): Promise<[string, string]> => {
    const [, host = '', port] = /^(.*):(\d+)$/.exec(authority) ?? [];
    const way = await manner.way({ host, port: Number(port) });
    if (way.kind === 'upstream') return [authority, `proxy ${way.position}`];
    return [authority, way.kind === 'direct' ? 'direct' : `${way.status} ${way.headers.join(': ')}`];
  });
  return Object.fromEntries(await Promise.all(told));
}

const UNMATCHED = ['known.test:80', 'unknown.test:80', 'unknown.test:443'];
const ADDRESSES = ['10.0.0.7:80', '10.0.0.8:443', '10.0.0.9:80', '[::1]:443'];
const PORTS = ['www.corp.test:8000', 'known.test:8081', 'a.compute.internal:8443', '10.0.0.7:8080', 'known.test:22'];

test('observed: by default only what the machine resolves, by pattern everything', async () => {
  expect(await ways(observed(NAMES), CONFIGURATION, [...UNMATCHED, 'www.corp.test:80', 'www.corp.test:443'])).toEqual({
    'known.test:80': 'proxy 1',
    'unknown.test:80': '503 ',
    'unknown.test:443': '503 ',
    'www.corp.test:80': 'proxy 0',
    'www.corp.test:443': 'proxy 0',
  });
});

test('observed: a name that goes direct has to resolve, by bypass and without a default proxy', async () => {
  const withoutDefault = { ...CONFIGURATION, proxies: CONFIGURATION.proxies.slice(0, 1) };
  expect(await ways(observed(NAMES), withoutDefault, [...UNMATCHED, 'a.compute.internal:80'])).toEqual({
    'known.test:80': 'direct',
    'unknown.test:80': '503 ',
    'unknown.test:443': '503 ',
    'a.compute.internal:80': '503 ',
  });
});

test('observed: an address is bypassed by its reverse names, and needs no other name', async () => {
  expect(await ways(observed(NAMES), CONFIGURATION, ADDRESSES)).toEqual({
    '10.0.0.7:80': 'direct',
    '10.0.0.8:443': 'proxy 1',
    '10.0.0.9:80': 'proxy 0',
    '[::1]:443': 'proxy 1',
  });
});

test('observed: other ports than 80 and 443 are refused, whatever the route and the bypass', async () => {
  const refused = '403 x-squid-error: ERR_ACCESS_DENIED 0';
  expect(await ways(observed(NAMES), CONFIGURATION, PORTS)).toEqual(
    Object.fromEntries(PORTS.map((authority) => [authority, refused])),
  );
});

test('observed: without a proxy configuration nobody asks for reverse names', async () => {
  const of = () => expect.unreachable();
  expect(await ways(observed({ ...NAMES, of }), undefined, ['10.0.0.7:80', 'known.test:443'])).toEqual({
    '10.0.0.7:80': 'direct',
    'known.test:443': 'direct',
  });
});

test('documented: every host and port goes the way of the configuration', async () => {
  expect(await ways(documented, CONFIGURATION, [...UNMATCHED, ...ADDRESSES, ...PORTS])).toEqual({
    'known.test:80': 'proxy 1',
    'unknown.test:80': 'proxy 1',
    'unknown.test:443': 'proxy 1',
    '10.0.0.7:80': 'proxy 1',
    '10.0.0.8:443': 'proxy 1',
    '10.0.0.9:80': 'proxy 0',
    '[::1]:443': 'proxy 1',
    'www.corp.test:8000': 'proxy 0',
    'known.test:8081': 'proxy 1',
    'a.compute.internal:8443': 'direct',
    '10.0.0.7:8080': 'proxy 1',
    'known.test:22': 'proxy 1',
  });
});
