import { expect, test } from 'vitest';
import { formatAuthority, parseAuthority } from './authority.ts';

test.each([
  ['api.company.com:443', 'api.company.com', 443],
  ['API.Company.com:1', 'API.Company.com', 1],
  ['10.0.0.1:65535', '10.0.0.1', 65_535],
  ['with_underscore.test:80', 'with_underscore.test', 80],
  ['[::1]:443', '::1', 443],
  ['[2001:db8::7]:0443', '2001:db8::7', 443],
])('reads %s', (text, host, port) => {
  expect(parseAuthority(text)).toEqual({ host, port });
});

test.each([
  ['api.company.com', 'The request target has no port.'],
  ['api.company.com:', 'The request target has no valid port.'],
  ['api.company.com:0', 'The request target has no valid port.'],
  ['api.company.com:65536', 'The request target has no valid port.'],
  ['api.company.com:+80', 'The request target has no valid port.'],
  ['api.company.com:80:80', 'The request target has no valid port.'],
  ['user:password@api.company.com:443', 'The request target holds user information.'],
  [':443', 'The request target has no valid host.'],
  ['http://api.company.com:443', 'The request target has no valid port.'],
  ['api.company.com/:443', 'The request target has no valid host.'],
  ['[::1:443', 'The request target has no valid host.'],
  ['::1]:443', 'The request target has no valid host.'],
  ['::1:443', 'The request target has no valid host.'],
  ['[]:443', 'The request target has no valid host.'],
  ['[127.0.0.1]:443', 'The request target has no valid host.'],
  ['[fe80::1%eth0]:443', 'The request target has no valid host.'],
  ['[::1]x:443', 'The request target has no valid host.'],
  ['m\u00fcnchen.test:443', 'The request target has no valid host.'],
])('refuses %s', (text, problem) => {
  expect(parseAuthority(text)).toMatchObject({ problem });
});

test('a default port stands in for a missing one only', () => {
  expect(parseAuthority('a.test', 80)).toEqual({ host: 'a.test', port: 80 });
  expect(parseAuthority('a.test:', 80)).toEqual({ problem: 'The request target has no valid port.' });
});

test('writes brackets around IPv6 only', () => {
  expect(formatAuthority({ host: '::1', port: 443 })).toBe('[::1]:443');
  expect(formatAuthority({ host: 'a.test', port: 443 })).toBe('a.test:443');
});
