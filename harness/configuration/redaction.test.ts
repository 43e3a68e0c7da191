import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from './invalid-input.ts';
import { parseProxyConfiguration } from './parse-proxy-configuration.ts';
import { renderViolations } from './render.ts';

/** Fixed, so that a failure comes back; fast-check prints it with the counterexample. */
const SEED = 20_261_122;

/** Credentials with a part that nothing else in a message contains. */
const word = (part: string, letters: string) =>
  fc
    .tuple(fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 }), fc.boolean())
    .map(([text, before]) => (before ? `${text}${part}` : `${part}${text}`));
const credentials = fc.record({
  username: word('zQvBob', 'abcXYZ019._+=-'),
  password: word('zQvHunter', 'abcXYZ019@._+=-!#$%&*/:?'),
});

/** Ways in which people write credentials into a server's name. */
const SERVERS: readonly ((username: string, password: string) => string)[] = [
  (username, password) => `http://${username}:${password}@proxy.example.com:3128`,
  (username, password) => `https://${username}:${password}@proxy.example.com:3128/path`,
  (username, password) => `socks5://${username}:${password}@proxy.example.com`,
  (username, password) => `${username}:${password}@proxy.example.com:3128`,
  (username, password) => `proxy.example.com:3128@${username}:${password}`,
  (username, password) => `proxy.example.com:3128:${username}:${password}`,
  (username, password) => `${username}:${password}:proxy.example.com:3128`,
  (username, password) => `proxy.example.com?user=${username}&password=${password}`,
  (username, password) => `http://proxy.example.com/${username}/${password}`,
  (username, password) => `${username}:${password}`,
];

/** Ways in which people write credentials into a configuration. */
const PLACES: readonly ((text: string, username: string, password: string) => unknown)[] = [
  (text) => ({ proxies: [{ externalProxy: { server: text, port: 3128 } }] }),
  (text) => ({ proxies: [{ externalProxy: { server: 'proxy', port: text } }] }),
  (text) => ({ proxies: [{ externalProxy: { server: 'proxy', port: 1, domainPatterns: [text] } }] }),
  (text) => ({ proxies: [{ externalProxy: { server: 'proxy', port: 1, domainPatterns: text } }] }),
  (text) => ({ proxies: [{ externalProxy: { server: [text], port: 1 } }] }),
  (text) => ({ proxies: [{ externalProxy: text }] }),
  (text) => ({ proxies: [text] }),
  (text) => ({ proxies: text }),
  (text) => ({ proxies: { [text]: text } }),
  (text) => ({ proxies: [{ [text]: text }], [text]: text }),
  (text) => text,
  (text) => withCredentials(text),
  (text) => withCredentials({ basicAuth: text }),
  (text) => withCredentials({ basicAuth: { secretArn: text } }),
  (_, username, password) => withCredentials({ basicAuth: { secretArn: JSON.stringify({ username, password }) } }),
  (_, username, password) => withCredentials({ basicAuth: { secretArn: { username, password } } }),
  (_, username, password) => withCredentials({ basicAuth: { username, password } }),
  (_, username, password) => withCredentials({ username, password }),
  (_, username, password) => withCredentials({ basicAuth: { secretArn: password }, user: username }),
  (_, username, password) => ({ proxies: [{ externalProxy: { server: 'proxy', port: 1, username, password } }] }),
  (_, username, password) => ({
    proxies: [{ externalProxy: { server: 'proxy', port: 1, login: { username, password } } }],
  }),
];

function withCredentials(credentials: unknown): unknown {
  return { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 3128, credentials } }] };
}

function everythingIn(error: InvalidInputError): string {
  return [error.message, error.stack, JSON.stringify(error), renderViolations(error), String(error)].join('\n');
}

describe('credentials never appear in an error', () => {
  test('wherever and however they are written', () => {
    const property = fc.property(
      credentials,
      fc.constantFrom(...SERVERS),
      fc.constantFrom(...PLACES),
      ({ username, password }, server, place) => {
        const value = place(server(username, password), username, password);
        let caught: unknown;
        try {
          parseProxyConfiguration(value, 'test.json');
        } catch (error) {
          caught = error;
        }
        if (!(caught instanceof InvalidInputError)) throw new Error('nothing was reported');
        expect(everythingIn(caught)).not.toMatch(/zQvBob|zQvHunter/);
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 3000 });
  });
});
