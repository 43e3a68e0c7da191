import { describe, expect, it } from 'vitest';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { verify } from '../conformance/verify.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import { describeRoute } from '../routing/wording.ts';
import { deriveProbes, type ProbeMatrix } from './derive-probes.ts';
import { markerOf } from './marker.ts';
import type { Probe, Scheme } from './probe.ts';

const ALL_SCHEMES: readonly Scheme[] = ['http', 'https', 'ws', 'wss'];

const at = (server: string, ...domainPatterns: string[]) => ({
  externalProxy: { server, port: 8080, ...(domainPatterns.length > 0 && { domainPatterns }) },
});

/** The two rows of the document's table of pattern formats, each with its own proxy, and a default. */
const table: ProxyConfiguration = { proxies: [at('dotted', '.example.com'), at('exact', 'example.org'), at('rest')] };

const derive = (matrix: Partial<ProbeMatrix> & Pick<ProbeMatrix, 'configuration'>) =>
  deriveProbes({ schemes: ['https'], runId: 'k3xq7ab2', ...matrix });

/** One line a probe: what is asked for, why, and where it should go. */
const lines = (probes: readonly Probe[], configuration: ProxyConfiguration) =>
  probes.map(({ scheme, host, traffic, source, expected }) => {
    const route = describeRoute(expected.route, proxyNames(configuration));
    return `${traffic} ${scheme}://${host} (${source.variant} of ${source.pattern ?? source.path}) → ${route}`;
  });

describe('deriveProbes', () => {
  it('derives the probes for the document’s table of patterns', () => {
    expect(lines(derive({ configuration: table }), table)).toMatchInlineSnapshot(`
      [
        "fetch https://example.com (apex of .example.com) → dotted:8080",
        "fetch https://www.example.com (subdomain of .example.com) → dotted:8080",
        "fetch https://a.b.c.example.com (deep-subdomain of .example.com) → dotted:8080",
        "fetch https://notexample.com (look-alike-prefix of .example.com) → rest:8080",
        "fetch https://example.com.attacker.test (look-alike-suffix of .example.com) → rest:8080",
        "fetch https://EXAMPLE.COM (upper-case of .example.com) → dotted:8080",
        "fetch https://example.org (apex of example.org) → exact:8080",
        "fetch https://www.example.org (subdomain of example.org) → rest:8080",
        "fetch https://a.b.c.example.org (deep-subdomain of example.org) → rest:8080",
        "fetch https://notexample.org (look-alike-prefix of example.org) → rest:8080",
        "fetch https://example.org.attacker.test (look-alike-suffix of example.org) → rest:8080",
        "fetch https://EXAMPLE.ORG (upper-case of example.org) → exact:8080",
        "fetch https://unclaimed-1.test (no-rule of proxies[2].externalProxy) → rest:8080",
        "fetch https://unclaimed-2.test (no-rule of proxies[2].externalProxy) → rest:8080",
        "navigation https://example.com (apex of .example.com) → dotted:8080",
        "navigation https://unclaimed-1.test (no-rule of proxies[2].externalProxy) → rest:8080",
        "navigation https://example.org (apex of example.org) → exact:8080",
      ]
    `);
  });

  it('derives the same from bypass patterns', () => {
    const configuration = { proxies: [at('rest')], bypass: { domainPatterns: ['.amazonaws.com'] } };
    expect(lines(derive({ configuration }), configuration)).toMatchInlineSnapshot(`
      [
        "fetch https://amazonaws.com (apex of .amazonaws.com) → direct",
        "fetch https://www.amazonaws.com (subdomain of .amazonaws.com) → direct",
        "fetch https://a.b.c.amazonaws.com (deep-subdomain of .amazonaws.com) → direct",
        "fetch https://notamazonaws.com (look-alike-prefix of .amazonaws.com) → rest:8080",
        "fetch https://amazonaws.com.attacker.test (look-alike-suffix of .amazonaws.com) → rest:8080",
        "fetch https://AMAZONAWS.COM (upper-case of .amazonaws.com) → direct",
        "fetch https://unclaimed-1.test (no-rule of proxies[0].externalProxy) → rest:8080",
        "fetch https://unclaimed-2.test (no-rule of proxies[0].externalProxy) → rest:8080",
        "navigation https://amazonaws.com (apex of .amazonaws.com) → direct",
        "navigation https://unclaimed-1.test (no-rule of proxies[0].externalProxy) → rest:8080",
      ]
    `);
  });

  it('says everything about a probe', () => {
    expect(derive({ configuration: table })[1]).toEqual({
      id: 'k3xq7ab2-2',
      url: 'https://www.example.com/.well-known/acpc-probe/k3xq7ab2-2',
      host: 'www.example.com',
      scheme: 'https',
      traffic: 'fetch',
      source: { variant: 'subdomain', pattern: '.example.com', path: 'proxies[0].externalProxy.domainPatterns[0]' },
      expected: {
        by: 'oracle',
        route: { kind: 'proxy', index: 0 },
        decision: {
          host: 'www.example.com',
          route: { kind: 'proxy', index: 0 },
          rule: {
            kind: 'pattern',
            index: 0,
            pattern: '.example.com',
            path: 'proxies[0].externalProxy.domainPatterns[0]',
          },
          overruled: [{ kind: 'default', index: 2, path: 'proxies[2].externalProxy' }],
          level: 'documented',
          requirement: 'R-PATTERN-ROUTES',
        },
      },
    });
  });

  it('asks over every scheme: http and https by fetch, ws and wss by WebSocket, and navigates over http and https', () => {
    const probes = derive({ configuration: { proxies: [at('only')] }, schemes: ALL_SCHEMES });
    expect(probes.map(({ scheme, traffic, host }) => `${traffic} ${scheme}://${host}`)).toEqual([
      'fetch http://unclaimed-1.test',
      'fetch https://unclaimed-1.test',
      'websocket ws://unclaimed-1.test',
      'websocket wss://unclaimed-1.test',
      'fetch http://unclaimed-2.test',
      'fetch https://unclaimed-2.test',
      'websocket ws://unclaimed-2.test',
      'websocket wss://unclaimed-2.test',
      'navigation http://unclaimed-1.test',
      'navigation https://unclaimed-1.test',
    ]);
    expect(derive({ configuration: table, schemes: ['wss'] }).filter(({ traffic }) => traffic !== 'websocket')).toEqual(
      [],
    );
  });

  it('numbers the probes and puts the number into the path', () => {
    const probes = derive({ configuration: table, schemes: ALL_SCHEMES });
    expect(probes.map(({ id }) => id)).toEqual(probes.map((_, index) => `k3xq7ab2-${index + 1}`));
    for (const { id, url } of probes) expect(markerOf(new URL(url).pathname)).toBe(id);
  });

  it('asks for a host that several patterns would give only once, for the first of them', () => {
    const configuration = { proxies: [at('one', '.example.com', 'www.example.com'), at('two', 'example.com')] };
    const probes = derive({ configuration }).filter(({ traffic }) => traffic === 'fetch');
    expect(new Set(probes.map(({ host }) => host)).size).toBe(probes.length);
    expect(probes.find(({ host }) => host === 'www.example.com')?.source.variant).toBe('subdomain');
  });

  it('finds hosts that no pattern claims, whatever the configuration takes', () => {
    const unclaimed = (...patterns: string[]) =>
      derive({ configuration: { proxies: [at('one', ...patterns)] } })
        .filter(({ source, traffic }) => source.variant === 'no-rule' && traffic === 'fetch')
        .map(({ host, source }) => `${host} at ${source.path}`);
    expect(unclaimed('unclaimed-1.test')).toEqual(['unclaimed-2.test at proxies', 'unclaimed-3.test at proxies']);
    expect(unclaimed('.TEST')).toEqual(['unclaimed-1.example at proxies', 'unclaimed-2.example at proxies']);
    expect(unclaimed('.test', '.example', '.invalid', '.unclaimed-1')).toEqual([
      'unclaimed-1.unclaimed-2 at proxies',
      'unclaimed-2.unclaimed-2 at proxies',
    ]);
  });

  it('adds the user’s hosts over every scheme, and URLs over their own', () => {
    const probes = derive({
      configuration: table,
      schemes: ['http', 'https'],
      hosts: [
        { target: { kind: 'host', host: 'User.Example.COM' }, path: 'line 1' },
        {
          target: { kind: 'url', host: 'api.example.com', scheme: 'wss', url: 'wss://api.example.com/live?x=1' },
          path: 'line 2',
        },
        { target: { kind: 'host', host: 'example.org' }, path: 'line 3' },
      ],
    });
    const added = probes.filter(({ source }) => source.variant === 'user-host');
    expect(
      added.map(({ traffic, scheme, url, source }) => `${traffic} over ${scheme}: ${url} from ${source.path}`),
    ).toEqual([
      'fetch over http: http://User.Example.COM/.well-known/acpc-probe/k3xq7ab2-25 from line 1',
      'fetch over https: https://User.Example.COM/.well-known/acpc-probe/k3xq7ab2-26 from line 1',
      'websocket over wss: wss://api.example.com/live/.acpc-probe/k3xq7ab2-27?x=1 from line 2',
    ]);
  });

  it('lets the user’s expectation override the oracle’s, and keeps that beside it', () => {
    const target = { kind: 'url', host: 'www.example.com', scheme: 'https', url: 'https://www.example.com' } as const;
    const path = '["https://www.example.com"]';
    const probes = derive({ configuration: table, expectations: [{ target, route: { kind: 'direct' }, path }] });
    const asked = probes.filter(({ host, traffic }) => host === 'www.example.com' && traffic === 'fetch');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      id: 'k3xq7ab2-1',
      url: 'https://www.example.com/.acpc-probe/k3xq7ab2-1',
      source: { variant: 'user-expectation', path },
      expected: { by: 'user', route: { kind: 'direct' }, path, decision: { route: { kind: 'proxy', index: 0 } } },
    });
    expect(lines(probes, table).at(-4)).toBe(
      'navigation https://www.example.com (user-expectation of ["https://www.example.com"]) → direct',
    );
  });

  it('derives what the limits of the API allow: 600 patterns over four schemes', () => {
    const patterns = (owner: string) =>
      Array.from({ length: 100 }, (_, n) => `${n % 2 ? '.' : ''}${owner}-${n}.example.com`);
    const configuration = {
      proxies: ['a', 'b', 'c', 'd', 'e'].map((server) => at(server, ...patterns(server))),
      bypass: { domainPatterns: patterns('bypass') },
    };
    const probes = derive({ configuration, schemes: ALL_SCHEMES });
    // 600 patterns in 6 variants and 2 unclaimed hosts, over 4 schemes; 6 routes navigated to over 2.
    expect(probes).toHaveLength((600 * 6 + 2) * 4 + 6 * 2);
    expect(new Set(probes.map(({ url }) => url)).size).toBe(probes.length);
  });
});

it('no scheme at all is refused: a run without a request would conform', async () => {
  const refused = 'options: schemes: No host would be asked for, and nothing proved.';
  expect(() => derive({ configuration: { proxies: [] }, schemes: [] })).toThrow(refused);
  const options = { configuration: { proxies: [] }, configurationSource: 'test', browser: '' };
  await expect(verify({ ...options, schemes: [] })).rejects.toThrow(refused);
});
