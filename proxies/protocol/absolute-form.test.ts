import { expect, test } from 'vitest';
import { parseAbsoluteForm } from './absolute-form.ts';

test.each([
  ['GET', 'http://a.test/x?y=%20', { host: 'a.test', port: 80, hostField: 'a.test', path: '/x?y=%20' }],
  ['GET', 'HTTP://A.test:8080', { host: 'A.test', port: 8080, hostField: 'A.test:8080', path: '/' }],
  ['GET', 'http://a.test?q', { host: 'a.test', port: 80, hostField: 'a.test', path: '/?q' }],
  ['GET', 'http://[::1]:81/a//b/../c', { host: '::1', port: 81, hostField: '[::1]:81', path: '/a//b/../c' }],
  ['OPTIONS', 'http://a.test', { host: 'a.test', port: 80, hostField: 'a.test', path: '*' }],
])('%s %s', (method, target, expected) => {
  expect(parseAbsoluteForm(target, method)).toEqual(expected);
});

test.each([
  ['/x', 'The request target is not a whole URL, as a proxy needs it.'],
  ['*', 'The request target is not a whole URL, as a proxy needs it.'],
  ['https://a.test/', 'The request target is not an http URL; other schemes need CONNECT.'],
  ['http:a.test/', 'The request target is not an http URL; other schemes need CONNECT.'],
  ['http://a.test/#x', 'The request target is not an http URL; other schemes need CONNECT.'],
  ['http:///x', 'The request target has no valid host.'],
  ['http://user:password@a.test/', 'The request target holds user information.'],
])('refuses %s', (target, problem) => {
  expect(parseAbsoluteForm(target, 'GET')).toMatchObject({ problem });
});
