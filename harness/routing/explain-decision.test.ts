import { describe, expect, it } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { explainDecision } from './explain-decision.ts';
import { decide } from './oracle.ts';
import { proxyNames } from './proxy-names.ts';

const at = (server: string, ...domainPatterns: string[]) => ({
  externalProxy: { server, port: 8080, ...(domainPatterns.length > 0 && { domainPatterns }) },
});
const explained = (configuration: ProxyConfiguration, host: string) =>
  explainDecision(configuration, decide(configuration, host), proxyNames(configuration));

const corporate: ProxyConfiguration = {
  proxies: [at('corp', '.company.com', 'api.company.com'), at('api', 'api.company.com'), at('general')],
  bypass: { domainPatterns: ['.amazonaws.com', 'login.company.com', '.login.company.com'] },
};

describe('explainDecision', () => {
  it('explains a bypass', () => {
    expect(explained(corporate, 'login.company.com')).toMatchInlineSnapshot(`
      "login.company.com connects directly.
      Decided by the bypass pattern "login.company.com" (bypass.domainPatterns[1]).
      Overruled the bypass pattern ".login.company.com" (bypass.domainPatterns[2]): an earlier bypass pattern says the same.
      Overruled the pattern ".company.com" of corp:8080 (proxies[0].externalProxy.domainPatterns[0]): bypass comes before every proxy.
      Overruled the default proxy general:8080 (proxies[2].externalProxy): bypass comes before every proxy."
    `);
  });

  it('explains the first match', () => {
    expect(explained(corporate, 'api.company.com')).toMatchInlineSnapshot(`
      "api.company.com goes through corp:8080.
      Decided by the pattern ".company.com" of corp:8080 (proxies[0].externalProxy.domainPatterns[0]).
      Overruled the pattern "api.company.com" of corp:8080 (proxies[0].externalProxy.domainPatterns[1]): an earlier pattern of the same proxy says the same.
      Overruled the pattern "api.company.com" of api:8080 (proxies[1].externalProxy.domainPatterns[0]): the first proxy in array order wins, however specific a later pattern is.
      Overruled the default proxy general:8080 (proxies[2].externalProxy): a default proxy takes only what no pattern claims."
    `);
  });

  it('explains the default proxy', () => {
    expect(explained(corporate, 'elsewhere.example')).toMatchInlineSnapshot(`
      "elsewhere.example goes through general:8080.
      Decided by the default proxy general:8080 (proxies[2].externalProxy): none of 6 patterns claims the host."
    `);
  });

  it('explains a default proxy that stands alone', () => {
    expect(explained({ proxies: [at('only')] }, 'elsewhere.example')).toMatchInlineSnapshot(`
      "elsewhere.example goes through only:8080.
      Decided by the default proxy only:8080 (proxies[0].externalProxy): there are no patterns."
    `);
  });

  it('explains several defaults, with proxies of one name kept apart', () => {
    expect(explained({ proxies: [at('twin'), at('twin')] }, 'a.example')).toMatchInlineSnapshot(`
      "a.example goes through twin:8080 (#0).
      Decided by the default proxy twin:8080 (#0) (proxies[0].externalProxy): there are no patterns.
      Overruled the default proxy twin:8080 (#1) (proxies[1].externalProxy): an earlier proxy in the array is a default too.
      The document does not say which of several proxies without domainPatterns is the default; the first one is our reading."
    `);
  });

  it('explains that no rule claims a host', () => {
    expect(explained({ proxies: [at('corp', '.company.com')] }, 'a.example')).toMatchInlineSnapshot(`
      "a.example connects directly.
      Decided by no rule: the only pattern does not claim the host, and every proxy has patterns.
      The document does not say where a host goes that no rule claims when there is no default proxy; direct is our reading."
    `);
  });

  it.each([
    [
      '10.0.0.1',
      'The document speaks of domains and does not say how an IP address is routed; only the very same address as a pattern claiming it is our reading.',
    ],
    [
      'app.localhost',
      'The document does not say whether names of the machine itself are routed; treating them as any other name is our reading.',
    ],
    [
      'www.company.com.',
      'The document does not say whether a trailing dot of the host matters; that it does not is our reading.',
    ],
    [
      'www.shouting.example',
      'The document does not say whether upper-case letters in a pattern matter; that they do not is our reading.',
    ],
  ])('says where the document is silent about %s', (host, sentence) => {
    const shouting = { ...corporate, proxies: [at('loud', '.SHOUTING.example'), ...corporate.proxies] };
    expect(explained(shouting, host).split('\n').at(-1)).toBe(sentence);
  });
});
