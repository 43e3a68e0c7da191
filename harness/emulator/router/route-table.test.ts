import { describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { RouteTable } from './route-table.ts';

const proxy = (...domainPatterns: readonly string[]) => ({
  externalProxy: { server: 'p.example', port: 8080, ...(domainPatterns.length > 0 ? { domainPatterns } : {}) },
});

function routeOf(configuration: ProxyConfiguration, host: string): number | 'direct' {
  const egress = new RouteTable(configuration).route(host);
  return egress.kind === 'direct' ? 'direct' : egress.position;
}

describe('a leading dot', () => {
  const configuration = { proxies: [proxy('.example.com')] };
  test.each(['example.com', 'www.example.com', 'a.b.example.com', 'WWW.Example.COM', 'example.com.'])(
    'claims %s',
    (host) => {
      expect(routeOf(configuration, host)).toBe(0);
    },
  );
  test.each(['notexample.com', 'example.com.attacker.test', 'com', 'example.org'])('does not claim %s', (host) => {
    expect(routeOf(configuration, host)).toBe('direct');
  });
});

test('without a dot a pattern claims the very same host only', () => {
  const configuration = { proxies: [proxy('example.com')] };
  expect(routeOf(configuration, 'example.com')).toBe(0);
  expect(routeOf(configuration, 'www.example.com')).toBe('direct');
});

test('the first proxy in array order wins, however specific a later one is', () => {
  expect(routeOf({ proxies: [proxy('.company.com'), proxy('api.company.com')] }, 'api.company.com')).toBe(0);
  expect(routeOf({ proxies: [proxy('api.company.com'), proxy('.company.com')] }, 'api.company.com')).toBe(0);
  expect(routeOf({ proxies: [proxy('api.company.com'), proxy('.company.com')] }, 'www.company.com')).toBe(1);
});

test('bypass comes before every proxy, wherever the proxy stands', () => {
  const configuration = { proxies: [proxy('.company.com'), proxy()], bypass: { domainPatterns: ['api.company.com'] } };
  expect(routeOf(configuration, 'api.company.com')).toBe('direct');
  expect(routeOf(configuration, 'www.company.com')).toBe(0);
});

test('the default takes the rest, also when it comes first in the array', () => {
  expect(routeOf({ proxies: [proxy(), proxy('.company.com')] }, 'www.company.com')).toBe(1);
  expect(routeOf({ proxies: [proxy(), proxy('.company.com')] }, 'example.org')).toBe(0);
});

test('of two defaults the first takes the rest', () => {
  expect(routeOf({ proxies: [proxy('.a.com'), proxy(), proxy()] }, 'example.org')).toBe(1);
});

test('suffixes mean nothing for addresses', () => {
  const configuration = { proxies: [proxy('.0.0.1', '10.0.0.2')] };
  expect(routeOf(configuration, '10.0.0.1')).toBe('direct');
  expect(routeOf(configuration, '10.0.0.2')).toBe(0);
  expect(routeOf(configuration, '[::1]')).toBe('direct');
});

test('without a configuration everything goes direct', () => {
  expect(new RouteTable(undefined).route('example.com')).toEqual({ kind: 'direct' });
});
