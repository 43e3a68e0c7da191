import { expect, test } from 'vitest';
import { checkSessionDescription } from './session-description.ts';

const sent = { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 3128 } }] };
const check = (description: object, text = '{}') =>
  checkSessionDescription(sent, [{ operation: 'GetBrowserSession', text }], description, ['canary-of-a-password']);

test('another configuration than the one sent is a violation', () => {
  expect(check({ status: 'READY', proxyConfiguration: sent }).verdict).toBe('conforms');
  expect(check({ status: 'READY' }).verdict).toBe('violates');
});

test('a session that has ended meanwhile has no configuration to return: nothing is proved', () => {
  expect(check({ status: 'TERMINATED' })).toMatchObject({
    verdict: 'inconclusive',
    seen: 'The session had ended by itself before it was described, and its configuration with it.',
  });
  expect(check({ status: 'TERMINATED' }, '{"name":"canary-of-a-password"}').verdict).toBe('violates');
});
