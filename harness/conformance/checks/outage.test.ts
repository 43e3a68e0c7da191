import { describe, expect, test } from 'vitest';
import { parseProxyConfiguration } from '../../configuration/parse-proxy-configuration.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import type { DirectNames } from '../run-target.ts';
import { outageProbes } from './outage.ts';

/** Where each proxy's outage is tried, of proxies with these patterns. */
function hosts(direct: DirectNames, ...proxies: readonly (readonly string[])[]): readonly string[] {
  const list = proxies.map((domainPatterns, index) => ({
    externalProxy: {
      server: `p${index}.example`,
      port: 8080,
      ...(domainPatterns.length > 0 ? { domainPatterns } : {}),
    },
  }));
  const configuration = parseProxyConfiguration({ proxies: list }, 'test');
  return outageProbes(configuration, proxyNames(configuration), direct)
    .filter(({ scheme }) => scheme === 'https')
    .map(({ proxy, host }) => `${proxy.index} ${host}`);
}

const LABEL = 'a'.repeat(63);
/** So long that no label of three letters or more fits before it. */
const LONG = `.${LABEL}.${LABEL}.${LABEL}.${'b'.repeat(58)}`;
/** As long as a pattern may be: nothing fits before it. */
const LONGEST = `.${LABEL}.${LABEL}.${LABEL}.${'c'.repeat(60)}`;

describe('the host with which an outage is tried', () => {
  test.each<[string, string[][], string[]]>([
    ['is one that nobody else asks for', [['.A.example'], []], ['0 outage.a.example', '1 outage.unclaimed-1.test']],
    ['is the pattern’s only one, where it has one', [['a.example'], ['10.0.0.9']], ['0 a.example', '1 10.0.0.9']],
    [
      'is another pattern’s, where the first is shadowed',
      [['.a.example'], ['.x.a.example', '.b.example']],
      ['0 outage.a.example', '1 outage.b.example'],
    ],
    ['has a short label before a name that is nearly too long', [[LONG]], [`0 o${LONG}`]],
    ['is the domain itself where no label fits', [[LONGEST]], [`0 ${LONGEST.slice(1)}`]],
    [
      'is none where no host matches',
      [
        ['.10.0.0.5', '.1.2.3', '1.2'],
        ['.1.2.3', 'b.example'],
      ],
      ['1 b.example'],
    ],
  ])('%s', (_, patterns, expected) => {
    expect(hosts({ kind: 'all' }, ...patterns)).toEqual(expected);
  });

  test('is below the domain that leads to the origin, where the proxy gets such hosts', () => {
    const below = { kind: 'below', domain: 'ours.example' } as const;
    expect(hosts(below, ['.a.example'], [])).toEqual(['0 outage.a.example', '1 outage.ours.example']);
    expect(hosts(below, ['.example'], [])).toEqual(['0 outage.example', '1 outage.unclaimed-1.test']);
  });
});
