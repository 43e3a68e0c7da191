import { expect, it } from 'vitest';
import { browserException } from './browser-exceptions.ts';

it.each([
  ['localhost', 'loopback'],
  ['LOCALHOST.', 'loopback'],
  ['app.localhost', 'loopback'],
  ['notlocalhost', undefined],
  ['localhost.example', undefined],
  ['127.0.0.1', 'loopback'],
  ['127.255.0.9', 'loopback'],
  ['128.0.0.1', undefined],
  ['[::1]', 'loopback'],
  ['[::ffff:127.0.0.1]', 'loopback'],
  ['[::2]', undefined],
  ['169.254.169.254', 'link-local'],
  ['169.255.0.1', undefined],
  ['[fe80::1]', 'link-local'],
  ['[fec0::1]', undefined],
  ['10.0.0.1', undefined],
  ['www.example.com', undefined],
] as const)('%s: %s', (host, exception) => {
  expect(browserException(host)).toBe(exception);
});
