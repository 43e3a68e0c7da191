import { expect, test } from 'vitest';
import { proxyName } from './proxy-name.ts';

test('server and port, with the position only where two entries share them', () => {
  const proxies = [
    { externalProxy: { server: 'a.example', port: 8080 } },
    { externalProxy: { server: 'b.example', port: 8080 } },
    { externalProxy: { server: 'a.example', port: 8080 } },
    { externalProxy: { server: 'a.example', port: 8081 } },
  ];
  expect(proxies.map((_, index) => proxyName({ proxies }, index))).toStrictEqual([
    'a.example:8080 (#0)',
    'b.example:8080',
    'a.example:8080 (#2)',
    'a.example:8081',
  ]);
});
