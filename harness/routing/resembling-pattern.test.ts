import { expect, test } from 'vitest';
import { resemblingPattern } from './resembling-pattern.ts';

test.each([
  ['notexample.com', ['a.test', '.Example.com'], '.Example.com'],
  ['example.com.attacker.test', ['.example.com'], '.example.com'],
  ['www.example.com', ['example.com'], 'example.com'],
  ['www.example.com', ['.example.com'], undefined],
  ['example.com', ['.example.com', 'example.com'], undefined],
  ['other.test', ['.example.com'], undefined],
  ['10.0.0.5', ['.0.0.5'], undefined],
])('%s looks like what one of %j claims: %s', (host, patterns, pattern) => {
  expect(resemblingPattern(host, { index: 2, patterns })?.pattern).toBe(pattern);
});

test('is named with its place', () => {
  expect(resemblingPattern('notexample.com', { index: 2, patterns: ['a.test', '.example.com'] })).toEqual({
    kind: 'pattern',
    index: 2,
    pattern: '.example.com',
    path: 'proxies[2].externalProxy.domainPatterns[1]',
  });
});
