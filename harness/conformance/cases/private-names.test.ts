import { expect, test } from 'vitest';
import { onlyProxiesResolve } from './private-names.ts';

test.each(['wiki', 'intranet.corp', 'portal.claimed.corp'])('only proxies resolve %s', (name) => {
  expect(onlyProxiesResolve(name)).toBe(true);
});

test.each(['localhost', 'www.company.test', 'wiki.corp.test', 'internal.corporation'])(
  '%s leads to the origin',
  (name) => {
    expect(onlyProxiesResolve(name)).toBe(false);
  },
);
