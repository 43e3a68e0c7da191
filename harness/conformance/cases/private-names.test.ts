import { expect, test } from 'vitest';
import { onlyProxiesResolve } from './private-names.ts';

test.each(['corp', 'intranet.corp', 'portal.claimed.corp'])('only proxies resolve %s', (name) => {
  expect(onlyProxiesResolve(name)).toBe(true);
});

test.each(['localhost', 'wiki', 'www.company.test', 'wiki.corp.test', 'internal.corporation'])(
  '%s leads to the origin',
  (name) => {
    expect(onlyProxiesResolve(name)).toBe(false);
  },
);
