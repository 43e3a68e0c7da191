import { describe, expect, it } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { decide } from './oracle.ts';

const at = (server: string, ...domainPatterns: string[]) => ({
  externalProxy: { server, port: 8080, ...(domainPatterns.length > 0 && { domainPatterns }) },
});

const corporate: ProxyConfiguration = {
  proxies: [at('corp', '.company.com', 'intranet.example'), at('api', 'api.company.com'), at('general')],
  bypass: { domainPatterns: ['.amazonaws.com', 'login.company.com'] },
};

describe('decide', () => {
  it('lets bypass win over patterns and the default', () => {
    expect(decide(corporate, 'login.company.com')).toEqual({
      host: 'login.company.com',
      route: { kind: 'direct' },
      rule: { kind: 'bypass', pattern: 'login.company.com', path: 'bypass.domainPatterns[1]' },
      overruled: [
        { kind: 'pattern', index: 0, pattern: '.company.com', path: 'proxies[0].externalProxy.domainPatterns[0]' },
        { kind: 'default', index: 2, path: 'proxies[2].externalProxy' },
      ],
      level: 'documented',
      requirement: 'R-BYPASS-DIRECT',
    });
  });

  it('lets the first proxy in array order win, however specific a later one is', () => {
    expect(decide(corporate, 'api.company.com')).toEqual({
      host: 'api.company.com',
      route: { kind: 'proxy', index: 0 },
      rule: { kind: 'pattern', index: 0, pattern: '.company.com', path: 'proxies[0].externalProxy.domainPatterns[0]' },
      overruled: [
        { kind: 'pattern', index: 1, pattern: 'api.company.com', path: 'proxies[1].externalProxy.domainPatterns[0]' },
        { kind: 'default', index: 2, path: 'proxies[2].externalProxy' },
      ],
      level: 'documented',
      requirement: 'R-PATTERN-FIRST-MATCH',
    });
  });

  it('names the first claiming pattern of the proxy, which contests nothing', () => {
    const twice: ProxyConfiguration = { proxies: [at('one', '.company.com', 'api.company.com')] };
    expect(decide(twice, 'api.company.com')).toMatchObject({
      rule: { pattern: '.company.com' },
      overruled: [{ kind: 'pattern', index: 0, pattern: 'api.company.com' }],
      requirement: 'R-PATTERN-ROUTES',
    });
  });

  it('sends what no pattern claims to the default proxy', () => {
    expect(decide(corporate, 'elsewhere.example')).toEqual({
      host: 'elsewhere.example',
      route: { kind: 'proxy', index: 2 },
      rule: { kind: 'default', index: 2, path: 'proxies[2].externalProxy' },
      overruled: [],
      level: 'documented',
      requirement: 'R-DEFAULT-ROUTES',
    });
  });

  it('takes the first of two defaults, which the document does not say', () => {
    expect(decide({ proxies: [at('one'), at('two')] }, 'a.example')).toEqual({
      host: 'a.example',
      route: { kind: 'proxy', index: 0 },
      rule: { kind: 'default', index: 0, path: 'proxies[0].externalProxy' },
      overruled: [{ kind: 'default', index: 1, path: 'proxies[1].externalProxy' }],
      level: 'undocumented',
      silentAbout: 'several-defaults',
      requirement: 'R-DEFAULT-SEVERAL',
    });
  });

  it('goes direct without a default, which the document does not say', () => {
    expect(decide({ proxies: [at('one', '.company.com')] }, 'a.example')).toEqual({
      host: 'a.example',
      route: { kind: 'direct' },
      rule: { kind: 'unmatched' },
      overruled: [],
      level: 'undocumented',
      silentAbout: 'no-default',
      requirement: 'R-UNMATCHED-NO-DEFAULT',
    });
  });

  // The two rows of the document's table of pattern formats, and what surrounds them.
  it.each([
    ['.example.com', 'example.com', true],
    ['.example.com', 'www.example.com', true],
    ['.example.com', 'api.example.com', true],
    ['.example.com', 'a.b.c.example.com', true],
    ['.example.com', 'notexample.com', false],
    ['.example.com', 'example.com.attacker.test', false],
    ['.example.com', 'example.org', false],
    ['example.com', 'example.com', true],
    ['example.com', 'EXAMPLE.com', true],
    ['example.com', 'www.example.com', false],
    ['example.com', 'notexample.com', false],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.1', true],
    ['.0.0.1', '10.0.0.1', false],
    ['.10.0.0.1', '10.0.0.1', false],
    ['10.1', '10.0.0.1', false],
  ])('%s against %s: %s', (pattern, host, claimed) => {
    const { rule } = decide({ proxies: [at('one', pattern)] }, host);
    expect(rule.kind).toBe(claimed ? 'pattern' : 'unmatched');
  });

  it.each([
    ['WWW.COMPANY.COM', undefined],
    ['bücher.company.com', undefined],
    ['company.com.', 'trailing-dot'],
    ['elsewhere.example.', 'trailing-dot'],
    ['10.0.0.1', 'ip-literal'],
    ['[::1]', 'ip-literal'],
    ['localhost', 'localhost'],
    ['app.localhost', 'localhost'],
    ['notlocalhost', undefined],
  ] as const)('%s: the document is silent about %s', (host, silentAbout) => {
    const decision = decide(corporate, host);
    expect(decision.silentAbout).toBe(silentAbout);
    expect(decision.level).toBe(silentAbout === undefined ? 'documented' : 'undocumented');
  });

  it('calls a decision by a pattern with upper-case letters undocumented', () => {
    const shouting: ProxyConfiguration = {
      proxies: [at('one', '.Company.COM'), at('two', '.company.com'), at('rest')],
    };
    expect(decide(shouting, 'www.company.com')).toMatchObject({
      route: { kind: 'proxy', index: 0 },
      silentAbout: 'pattern-case',
      requirement: 'R-PATTERN-FIRST-MATCH',
    });
    expect(decide(shouting, 'elsewhere.example').level).toBe('documented');
  });
});
