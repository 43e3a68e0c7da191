import http from 'node:http';
import { describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../harness/configuration/proxy-configuration.ts';
import type { Verification } from '../harness/conformance/verification.ts';
import type { VerifyOptions } from '../harness/conformance/verify.ts';
import { documentedPolicy, type RoutingPolicy } from '../harness/emulator/router/policy.ts';
import type { EgressConfiguration } from '../harness/emulator/session-browser.ts';
import { changingAnswers } from './sabotage/api-traffic.ts';
import { suffixWithoutDot } from './sabotage/suffix-without-dot.ts';
import { arn, configuration, run, violations } from './testing/verify-run.ts';

type Egress = EgressConfiguration | undefined;
type Way = ReturnType<RoutingPolicy['route']>;

/** Asks another proxy for what the policy sends elsewhere, as a service that hedges would. */
function asksAnother(egress: Egress, host: RegExp): RoutingPolicy {
  const policy = documentedPolicy(egress);
  const { proxies } = egress?.proxyConfiguration ?? { proxies: [] };
  return {
    ...policy,
    route(asked, request) {
      const route = policy.route(asked, request);
      const position = route.kind === 'upstream' && route.position === 0 ? 1 : 0;
      const { externalProxy } = proxies[position] ?? {};
      if (externalProxy === undefined || request === undefined || !host.test(asked)) return route;
      const authorization = policy.authorizationFor(position, 'tunnel');
      const { hostname, port } = new URL(request.method === 'CONNECT' ? `https://${request.url}` : (request.url ?? ''));
      http
        .request({
          host: externalProxy.server,
          port: externalProxy.port,
          agent: false,
          method: 'CONNECT',
          path: `${hostname}:${port || (request.method === 'CONNECT' ? 443 : 80)}`,
          headers: authorization === undefined ? {} : { 'proxy-authorization': authorization },
        })
        .on('connect', (_, socket) => socket.destroy())
        .on('error', () => undefined)
        .end();
      return route;
    },
  };
}

describe('another proxy that is asked as well is found', () => {
  const check = ({ checks }: Verification) => checks.find(({ id }) => id === 'routing/nobody-else-asked');

  test('for a host that is bypassed', async () => {
    const verification = await run({ sabotage: (egress) => asksAnother(egress, /^direct\.company\.test$/) });
    expect(violations(verification)).toEqual(['R-BYPASS-NO-PROXY']);
    expect(check(verification)?.seen).toMatch(
      /^wide\.example:8080 was asked as well, \d+ times and with credentials, for what goes another way: direct\.company\.test:443, direct\.company\.test:80\.$/,
    );
    expect(verification.verdict).toBe('violates');
  });

  test('for a host that goes through its own', async () => {
    const verification = await run({ sabotage: (egress) => asksAnother(egress, /^api\.company\.test$/) });
    expect(violations(verification)).toEqual(['R-EGRESS-STABLE']);
    expect(check(verification)?.seen).toContain('narrow.example:8080 was asked as well');
  });
});

/** Asks for the root of every host directly as well, as a service that looks at sites beforehand would. */
function looksAhead(egress: Egress): RoutingPolicy {
  const policy = documentedPolicy(egress);
  const own = 'x-looked-ahead';
  return {
    ...policy,
    route(host, request) {
      if (request?.headers[own] !== undefined) return { kind: 'direct' };
      // A request of its own, by the way that the browser's requests take to it.
      const port = request?.socket.localPort;
      const { 'proxy-authorization': authorization } = request?.headers ?? {};
      const headers = { host, [own]: 'yes', ...(authorization && { 'proxy-authorization': authorization }) };
      if (port !== undefined) {
        const ahead = http.get({ host: '127.0.0.1', port, path: `http://${host}/`, headers, agent: false });
        ahead.on('response', (answer) => answer.resume()).on('error', () => undefined);
      }
      return policy.route(host, request);
    },
  };
}

test('a direct request without a marker for what goes through a proxy is found', async () => {
  const verification = await run({ sabotage: looksAhead, schemes: ['http'] });
  expect(violations(verification)).toEqual(['R-EGRESS-STABLE']);
  const check = verification.checks.find(({ id }) => id === 'routing/nothing-past-the-proxies');
  expect(check?.seen).toMatch(
    /^The origin was asked directly as well, \d+ times and without a marker, for what goes through a proxy: \S+:80, /,
  );
  expect(verification.verdict).toBe('violates');
});

test.each([
  ['beside the configuration', 'StartBrowserSession', (answer: object, held: string) => ({ ...answer, held })],
  ['beside the configuration', 'GetBrowserSession', (answer: object, held: string) => ({ ...answer, held })],
  ['within a member that clients do not know', 'GetBrowserSession', withDetails],
])('credentials %s, which the official client drops, are found: %s', async (_, operation, add) => {
  const sabotagedApi: VerifyOptions['sabotagedApi'] = (endpoint, { secretText }) =>
    changingAnswers(operation, (answer) => add(answer, secretText(arn('wide')) ?? ''))(endpoint);
  const verification = await run({ sabotagedApi, schemes: ['http'] });
  expect(violations(verification)).toEqual(['R-CREDENTIALS-NOT-RETURNED']);
  const check = verification.checks.find(({ id }) => id === 'api/get-returns-secret-arn-only');
  expect(check?.seen).toBe(`The answer to ${operation} holds a proxy's credentials.`);
  expect(verification.verdict).toBe('violates');
});

/** As an API would that describes its configuration in more words than it documents. */
function withDetails(answer: { readonly proxyConfiguration?: object }, held: string): object {
  return { ...answer, proxyConfiguration: { ...answer.proxyConfiguration, details: [{ held }] } };
}

describe('severity is that of the route really taken', () => {
  const [wide, narrow] = configuration.proxies;
  const noDefault: ProxyConfiguration = { proxies: [wide, narrow].flatMap((one) => one ?? []) };
  const defaults = ['first.example', 'other.example'].map((server) => ({ externalProxy: { server, port: 3128 } }));
  const severalDefaults: ProxyConfiguration = { proxies: [...noDefault.proxies.slice(0, 1), ...defaults] };
  const all = ({ probes, checks }: Verification) => [...probes, ...checks].flatMap(({ findings }) => findings);

  /** Requests that no pattern claims take another way. */
  const unclaimed = (route: Way) => (egress: Egress) => {
    const policy = documentedPolicy(egress);
    const isDefault = (way: Way) => way.kind === 'upstream' && way.position === 1;
    return { ...policy, route: (host: string) => (isDefault(policy.route(host)) ? route : policy.route(host)) };
  };

  test('another of several defaults is an observation, and no fallback either', async () => {
    const sabotage = unclaimed({ kind: 'upstream', position: 2 });
    const verification = await run({ configuration: severalDefaults, sabotage });
    expect(violations(verification)).toEqual(['R-DEFAULT-SEVERAL']);
    expect(verification.verdict).toBe('conforms');
    const outages = verification.checks.filter(({ id }) => id.startsWith('fail-open/error-page[proxy=first.example'));
    expect(outages.map(({ seen }) => seen)).toEqual(
      Array(2).fill(
        'The request for outage.unclaimed-1.test went through other.example:3128. first.example:3128 is not asked for such hosts, outage or not, so this is no fallback, and nothing is known of one.',
      ),
    );
    expect(all(verification).filter(({ cause }) => cause?.includes('fallback'))).toEqual([]);
  });

  test.each<[string, Way]>([
    ['direct', { kind: 'direct' }],
    ['through a proxy of other hosts', { kind: 'upstream', position: 0 }],
  ])('past all of several defaults, %s, is a violation', async (_, way) => {
    const verification = await run({
      configuration: severalDefaults,
      sabotage: unclaimed(way),
      schemes: ['https'],
    });
    expect(violations(verification)).toEqual(['R-DEFAULT-ROUTES']);
    expect(verification.verdict).toBe('violates');
  });

  test('a pattern that claims too much is a violation, though it is left open where unclaimed hosts go', async () => {
    const verification = await run({
      configuration: noDefault,
      sabotage: (egress) => suffixWithoutDot.fault.policy(egress),
      schemes: ['https'],
    });
    expect(violations(verification)).toEqual(['R-PATTERN-DOT-WHOLE-LABELS']);
    expect(verification.verdict).toBe('violates');
  });

  test('an expectation that is our own reading of the document’s silence counts in full', async () => {
    const verification = await run({
      configuration: noDefault,
      sabotage: (egress) => ({ ...documentedPolicy(egress), route: () => ({ kind: 'upstream', position: 0 }) }),
      expectations: [
        { target: { kind: 'host', host: 'unclaimed-1.test' }, route: { kind: 'direct' }, path: '["unclaimed-1.test"]' },
      ],
      schemes: ['https'],
    });
    expect(violations(verification)).toContain('U-EXPECTATION');
    expect(verification.verdict).toBe('violates');
  });
});

test.each<[string, (url: string) => string, string, string]>([
  ['host', (url) => url.replace(/^www\./, ''), 'R-PATTERN-ROUTES', 'violates'],
  ['port', (url) => url.replace(/:80$/, ':443'), 'R-PATTERN-ROUTES', 'violates'],
  ['host, by its address', (url) => url.replace(/^www[^:]*/, '203.0.113.7'), 'R-PROXY-RESOLVES-NAMES', 'conforms'],
])('the right proxy that is asked for another %s is found', async (_, change, requirement, verdict) => {
  const verification = await run({
    sabotage: (egress) => {
      const policy = documentedPolicy(egress);
      return {
        ...policy,
        route(host, request) {
          const way = policy.route(host, request);
          if (request?.method === 'CONNECT' && way.kind === 'upstream') request.url = change(request.url ?? '');
          return way;
        },
      };
    },
    schemes: ['https', 'ws'],
  });
  expect(violations(verification)).toContain(requirement);
  expect(verification.verdict).toBe(verdict);
});

test('further attempts of a tunnel that failed are found', async () => {
  const verification = await run({
    sabotage: (egress) => {
      const policy = documentedPolicy(egress);
      const left = new WeakMap<Way, number>();
      return {
        ...policy,
        route(host, request) {
          const way = { ...policy.route(host, request) };
          // On a loaded machine a browser may open a second one by itself.
          if (request?.method === 'CONNECT') left.set(way, 2);
          return way;
        },
        afterFailure(failed) {
          const again = left.get(failed) ?? 0;
          left.set(failed, again - 1);
          return again > 0 ? failed : 'error';
        },
      };
    },
    schemes: ['https'],
  });
  expect(violations(verification)).toEqual(['R-NO-RETRY']);
});
