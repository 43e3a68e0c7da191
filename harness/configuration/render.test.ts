import { expect, test } from 'vitest';
import { InvalidInputError } from './invalid-input.ts';
import { parseProxyConfiguration } from './parse-proxy-configuration.ts';
import { renderLint, renderViolations } from './render.ts';

function caught(value: unknown): InvalidInputError {
  try {
    parseProxyConfiguration(value, 'corp.json');
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
  }
  return expect.fail('accepted');
}

test('of very many the first hundred', () => {
  const domainPatterns = Array.from({ length: 150 }, () => '_');
  const text = renderViolations(caught({ proxies: [{ externalProxy: { server: 'a', port: 1, domainPatterns } }] }));
  expect(text).toMatch(/^corp\.json: 151 problems\n/);
  expect(text.match(/^ {4}fix: /gm)).toHaveLength(100);
  expect(text).toMatch(/\n\n {2}… and 51 more; with --json all of them are printed\.$/);
});

test('violations', () => {
  const error = caught({ proxies: [{ externalProxy: { server: 'proxy.example.com:3128', domainPatterns: ['*.x'] } }] });
  expect(renderViolations(error)).toBe(`corp.json: 3 problems

  proxies[0].externalProxy.server  [server-syntax]
    The server has a port.
    value: "proxy.example.com:3128"
    fix:   Write "proxy.example.com", and 3128 as \`port\`.

  proxies[0].externalProxy.port  [required]
    \`port\` is missing.
    fix:   Write the port that the proxy listens on, a whole number from 1 to 65535.

  proxies[0].externalProxy.domainPatterns[0]  [pattern-syntax]
    The pattern has a wildcard, which the API does not know.
    value: "*.x"
    fix:   Write ".x".`);
});

test('one violation of the whole input', () => {
  expect(renderViolations(caught(7))).toBe(`corp.json: 1 problem

  the whole input  [type]
    The proxy configuration is a number, the API takes an object.
    value: 7
    fix:   Write {"proxies": [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}]}.`);
});

test('no lint findings', () => {
  expect(renderLint([])).toBe('');
});
