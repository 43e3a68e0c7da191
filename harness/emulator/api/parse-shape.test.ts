import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenValue, validValue } from '../testing/shape-arbitrary.ts';
import { parseShape } from './parse-shape.ts';
import { DEFAULT_PROXY_LIMITS } from './shapes/proxy-configuration.ts';
import * as shapes from './shapes/session-requests.ts';

const SEED = 20_261_122;
const startBrowserSessionRequest = shapes.startBrowserSessionRequest(DEFAULT_PROXY_LIMITS);
const requests = {
  startBrowserSessionRequest,
  getBrowserSessionRequest: shapes.getBrowserSessionRequest,
  listBrowserSessionsRequest: shapes.listBrowserSessionsRequest,
  stopBrowserSessionRequest: shapes.stopBrowserSessionRequest,
  updateBrowserStreamRequest: shapes.updateBrowserStreamRequest,
  invokeBrowserRequest: shapes.invokeBrowserRequest,
  saveBrowserSessionProfileRequest: shapes.saveBrowserSessionProfileRequest,
};

describe.each(Object.entries(requests))(`%s (seed ${SEED})`, (_name, shape) => {
  it('takes every valid request as it is', () => {
    fc.assert(
      fc.property(validValue(shape), (value) => {
        expect(parseShape(shape, value)).toEqual({ ok: true, value });
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('refuses every request that breaks one constraint, and names only the place where', () => {
    fc.assert(
      fc.property(brokenValue(shape), ({ value, path }) => {
        const parsed = parseShape(shape, value);
        const named = parsed.ok ? [] : parsed.violations.map(({ name }) => name);
        expect(new Set(named)).toEqual(new Set([path]));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('what a violation says', () => {
  const explain = (request: object) => {
    const parsed = parseShape(startBrowserSessionRequest, { browserIdentifier: 'aws.browser.v1', ...request });
    return parsed.ok ? [] : parsed.violations.map(({ name, message }) => `${name}: ${message}`);
  };
  const explainProxy = (externalProxy: unknown) => explain({ proxyConfiguration: { proxies: [{ externalProxy }] } });

  it('names every violation, in the order of the model', () => {
    expect(
      explain({
        clientToken: 'short',
        sessionTimeoutSeconds: 28_801,
        name: '',
        viewPort: { width: 319 },
        proxyConfiguration: {
          proxies: [
            { externalProxy: { server: 'proxy.example.com', port: '8080', domainPatterns: [] } },
            { externalProxy: { server: 'http://proxy.example.com', port: 0, domainPatterns: ['*.example.com'] } },
            { socksProxy: { server: 'proxy.example.com', port: 1080 } },
          ],
          bypass: { domainPatterns: ['a', 'b_c'] },
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "name: Member must have length between 1 and 100, inclusive",
        "sessionTimeoutSeconds: Member must be between 1 and 28800, inclusive",
        "viewPort.width: Member must be between 320 and 3840, inclusive",
        "viewPort.height: Member must not be null",
        "proxyConfiguration.proxies[0].externalProxy.port: Member must be an integer",
        "proxyConfiguration.proxies[0].externalProxy.domainPatterns: Member must have length between 1 and 100, inclusive",
        "proxyConfiguration.proxies[1].externalProxy.server: Member must satisfy regular expression pattern: ^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        "proxyConfiguration.proxies[1].externalProxy.port: Member must be between 1 and 65535, inclusive",
        "proxyConfiguration.proxies[1].externalProxy.domainPatterns[0]: Member must satisfy regular expression pattern: ^(\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        "proxyConfiguration.proxies[2]: Member must have exactly one member set of: [externalProxy]",
        "proxyConfiguration.bypass.domainPatterns[1]: Member must satisfy regular expression pattern: ^(\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
        "clientToken: Member must have length between 33 and 256, inclusive",
      ]
    `);
  });

  it.each([
    'http://proxy.example.com',
    'proxy.example.com:8080',
    '::1',
    'a_b',
    'proxy.example.com.',
    '-a',
    '',
    'a'.repeat(254),
  ])('refuses the server %s', (server) => {
    expect(explainProxy({ server, port: 8080 })).not.toEqual([]);
  });

  it.each(['10.0.0.1', 'localhost', 'proxy-1.example.com', `${'a'.repeat(63)}.com`])(
    'takes the server %s',
    (server) => {
      expect(explainProxy({ server, port: 8080 })).toEqual([]);
    },
  );

  it('drops members that the model does not know, so that nothing comes back that was not understood', () => {
    const basicAuth = { secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:s', password: 'canary' };
    const parsed = parseShape(startBrowserSessionRequest, {
      browserIdentifier: 'aws.browser.v1',
      password: 'canary',
      proxyConfiguration: { proxies: [{ externalProxy: { server: 'a', port: 1, credentials: { basicAuth } } }] },
    });
    expect(parsed.ok).toBe(true);
    expect(JSON.stringify(parsed)).not.toContain('canary');
  });

  it('takes null for a member that is not set', () => {
    expect(explain({ name: null, proxyConfiguration: null })).toEqual([]);
  });

  it('counts characters as the model does, not UTF-16 units', () => {
    expect(explain({ name: '\u{1f600}'.repeat(100) })).toEqual([]);
    expect(explain({ name: '\u{1f600}'.repeat(101) })).toEqual([
      'name: Member must have length between 1 and 100, inclusive',
    ]);
  });
});
