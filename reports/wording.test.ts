import { describe, expect, it } from 'vitest';
import type { Sighting } from '../harness/evidence/sightings.ts';
import type { Expectation } from '../harness/matrix/probe.ts';
import type { RequestRecord } from '../proxies/record.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { DIRECT, probeFor, probeId, viaProxy } from './fixtures/probes.ts';
import { FixtureWitnesses } from './fixtures/witnesses.ts';
import { OUTCOMES } from './reading.ts';
import {
  explainExpectation,
  explainFinding,
  explainJoins,
  explainOutcome,
  explainSighting,
  explainTaken,
  headline,
  socketName,
} from './wording.ts';

const { proxies } = deviatingRun();
const PATTERN = {
  kind: 'pattern',
  index: 0,
  pattern: '.company.com',
  path: 'proxies[0].externalProxy.domainPatterns[0]',
} as const;
const NARROW = {
  kind: 'pattern',
  index: 1,
  pattern: 'api.company.com',
  path: 'proxies[1].externalProxy.domainPatterns[0]',
} as const;
const BYPASS = { kind: 'bypass', pattern: '.amazonaws.com', path: 'bypass.domainPatterns[0]' } as const;
const probe = probeFor({ host: 'api.company.com', variant: 'apex', rule: PATTERN, overruled: [NARROW] }, 'https');

function expectationFor(rule: Parameters<typeof probeFor>[0]['rule']): string {
  return explainExpectation(probeFor({ host: 'Example.COM', variant: 'apex', rule }, 'https').expected, proxies);
}

describe('explainExpectation', () => {
  it('names the rule, its place and what it wins over', () => {
    expect(explainExpectation(probe.expected, proxies)).toMatchInlineSnapshot(
      `"It should go through wide.example.com:8080: pattern .company.com (proxies[0].externalProxy.domainPatterns[0]) is the first that claims api.company.com. This wins over pattern api.company.com of narrow.example.com:3128 (proxies[1].externalProxy.domainPatterns[0])."`,
    );
  });

  it('has a sentence for every kind of rule', () => {
    expect(expectationFor(BYPASS)).toMatchInlineSnapshot(
      `"It should connect directly: bypass pattern .amazonaws.com (bypass.domainPatterns[0]) claims example.com."`,
    );
    expect(expectationFor({ kind: 'default', index: 1, path: 'proxies[1]' })).toMatchInlineSnapshot(
      `"It should go through narrow.example.com:3128: no pattern claims example.com and this is the default proxy (proxies[1])."`,
    );
    expect(expectationFor({ kind: 'unmatched' })).toMatchInlineSnapshot(
      `"It should connect directly: no rule claims example.com and there is no default proxy. The document does not say so; this is our reading of it."`,
    );
  });

  it('keeps the oracle beside the user’s own word', () => {
    const own: Expectation = { by: 'user', route: DIRECT, path: 'line 3', decision: probe.expected.decision };
    expect(explainExpectation(own, proxies)).toMatchInlineSnapshot(
      `"It should connect directly: your own expectation (line 3). By the configuration alone it should go through wide.example.com:8080: pattern .company.com (proxies[0].externalProxy.domainPatterns[0]) is the first that claims api.company.com. This wins over pattern api.company.com of narrow.example.com:3128 (proxies[1].externalProxy.domainPatterns[0])."`,
    );
  });
});

describe('explainTaken', () => {
  it('has a sentence for every end', () => {
    expect(explainTaken({ kind: 'route', route: viaProxy(1) }, proxies)).toMatchInlineSnapshot(
      `"It reached the origin through narrow.example.com:3128."`,
    );
    expect(explainTaken({ kind: 'route', route: DIRECT }, proxies)).toMatchInlineSnapshot(
      `"It reached the origin directly."`,
    );
    expect(explainTaken({ kind: 'several', routes: [viaProxy(0), DIRECT] }, proxies)).toMatchInlineSnapshot(
      `"It reached the origin more than once: wide.example.com:8080, direct."`,
    );
    expect(explainTaken({ kind: 'stopped-at', route: viaProxy(0) }, proxies)).toMatchInlineSnapshot(
      `"It ended at wide.example.com:8080 and never reached the origin."`,
    );
    expect(explainTaken({ kind: 'unclear', reason: 'It is not known.', routes: [] }, proxies)).toMatchInlineSnapshot(
      `"It reached the origin, and which way cannot be told: It is not known."`,
    );
    expect(explainTaken({ kind: 'unseen' }, proxies)).toMatchInlineSnapshot(`"No proxy and no origin saw it."`);
  });
});

describe('explainSighting', () => {
  const [atProxy, atOrigin, atBrowser] = new FixtureWitnesses().reached(probe, viaProxy(0)).sightings;
  const words = (sighting: Sighting | undefined): string => (sighting ? explainSighting(sighting, proxies) : 'missing');
  const proxy = (own: Partial<RequestRecord>): string =>
    atProxy?.witness === 'proxy' ? explainSighting({ ...atProxy, ...own }, proxies) : 'missing';

  it('says what a proxy handled', () => {
    expect(words(atProxy)).toMatchInlineSnapshot(
      `"wide.example.com:8080 was asked for CONNECT api.company.com:443 with valid credentials and opened a tunnel from its own socket 127.0.0.1:40002."`,
    );
    expect(
      proxy({ kind: 'forward', method: 'GET', authority: 'a.example:80', credentials: 'absent' }),
    ).toMatchInlineSnapshot(
      `"wide.example.com:8080 was asked for GET a.example:80 with no credentials and forwarded it from its own socket 127.0.0.1:40002."`,
    );
  });

  it('says why a proxy did not', () => {
    expect(proxy({ outcome: 'authentication-required', status: 407, credentials: 'invalid' })).toMatchInlineSnapshot(
      `"wide.example.com:8080 was asked for CONNECT api.company.com:443 with invalid credentials and asked for credentials (407)."`,
    );
    expect(
      proxy({ outcome: 'unreachable', status: 502, detail: 'connect ECONNREFUSED 10.0.0.1:443' }),
    ).toMatchInlineSnapshot(
      `"wide.example.com:8080 was asked for CONNECT api.company.com:443 with valid credentials and could not reach the destination (502). It noted: connect ECONNREFUSED 10.0.0.1:443"`,
    );
    expect(proxy({ outcome: 'bad-request', status: 400 })).toMatchInlineSnapshot(
      `"wide.example.com:8080 was asked for CONNECT api.company.com:443 with valid credentials and did not understand the request (400)."`,
    );
    expect(proxy({ outcome: 'misbehaved', detail: 'Reset the connection.' })).toMatchInlineSnapshot(
      `"wide.example.com:8080 was asked for CONNECT api.company.com:443 with valid credentials and misbehaved as configured. It noted: Reset the connection."`,
    );
    expect(proxy({ outcome: 'no-request', kind: 'none' })).toMatchInlineSnapshot(
      `"wide.example.com:8080 got a connection without a whole request."`,
    );
  });

  it('says what the origin answered, and what leaked', () => {
    expect(words(atOrigin)).toMatchInlineSnapshot(
      `"The origin got GET for api.company.com over https (h2) with marker https-api.company.com-apex from 127.0.0.1:40002."`,
    );
    const { marker: _, ...unmarked } = atOrigin?.witness === 'origin' ? atOrigin : { marker: undefined };
    expect(
      'witness' in unmarked && words({ ...unmarked, leakedHeaders: ['proxy-authorization'] }),
    ).toMatchInlineSnapshot(
      `"The origin got GET for api.company.com over https (h2) without a marker from 127.0.0.1:40002. It carried what should have stopped at the proxy, in: proxy-authorization."`,
    );
  });

  it('says what the browser saw', () => {
    const browser = (outcome: Extract<Sighting, { witness: 'browser' }>['outcome']): string =>
      atBrowser?.witness === 'browser' ? words({ ...atBrowser, outcome }) : 'missing';
    expect(words(atBrowser)).toMatchInlineSnapshot(`"The browser got status 200 with the marker after 12 ms."`);
    expect(browser({ kind: 'open', marker: probe.id })).toMatchInlineSnapshot(
      `"The browser's WebSocket opened and echoed with the marker after 12 ms."`,
    );
    expect(browser({ kind: 'response', status: 200, marker: probeId('other') })).toMatchInlineSnapshot(
      `"The browser got status 200 with another marker, other, after 12 ms."`,
    );
    expect(browser({ kind: 'response', status: 403 })).toMatchInlineSnapshot(
      `"The browser got status 403 without a marker after 12 ms."`,
    );
    expect(browser({ kind: 'failed', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' })).toMatchInlineSnapshot(
      `"The browser failed with net::ERR_TUNNEL_CONNECTION_FAILED after 12 ms."`,
    );
  });
});

describe('explainJoins', () => {
  it('names the proxy whose upstream socket the origin saw', () => {
    expect(explainJoins(new FixtureWitnesses().reached(probe, viaProxy(1)), proxies)).toMatchInlineSnapshot(`
      [
        "The origin's peer 127.0.0.1:40002 is the upstream socket of narrow.example.com:3128, record 1: the request came through narrow.example.com:3128.",
      ]
    `);
  });

  it('says that a direct request came from nobody’s socket', () => {
    expect(explainJoins(new FixtureWitnesses().reached(probe, DIRECT), proxies)).toMatchInlineSnapshot(`
      [
        "The origin's peer 127.0.0.1:40001 is no proxy's upstream socket: the request came directly.",
      ]
    `);
  });

  it('claims nothing where the opener is not among the sightings', () => {
    const attribution = new FixtureWitnesses().reached(probe, viaProxy(1));
    const sightings = attribution.sightings.filter(({ witness }) => witness !== 'proxy');
    expect(explainJoins({ ...attribution, sightings }, proxies)).toMatchInlineSnapshot(`
      [
        "No sighting here shows who opened 127.0.0.1:40002.",
      ]
    `);
  });

  it('has nothing to say where the origin saw nothing', () => {
    expect(explainJoins(new FixtureWitnesses().stoppedAt(probe, 0), proxies)).toEqual([]);
  });
});

describe('explainFinding', () => {
  it('has a line each for what was expected, what was seen and the likely cause', () => {
    const finding = deviatingRun().probes.flatMap(({ findings }) => findings)[0];
    expect(finding && explainFinding(finding)).toEqual([
      'Expected: wide.example.com:8080 handles api.company.com: its pattern .company.com comes first in the array.',
      'Seen: narrow.example.com:3128 handled it and wide.example.com:8080 did not.',
      'Likely cause: The last or the most specific match wins instead of the first one.',
    ]);
  });
});

describe('headline', () => {
  it('mentions observations in a run that conforms, and only there', () => {
    const run = deviatingRun();
    const observed = run.probes.filter(({ level }) => level === 'undocumented');
    expect(headline({ ...run, verdict: 'conforms', probes: observed, checks: [] }).outcome).toBe('observation');
    expect(headline({ ...run, verdict: 'conforms', probes: [], checks: [] }).outcome).toBe('conforms');
    expect(headline(run)).toEqual({ outcome: 'violates', sentence: 'At least one statement does not hold.' });
  });

  it('says that a run is strict where only observations made it fail', () => {
    const run = deviatingRun();
    const observed = run.probes.filter(({ level }) => level === 'undocumented');
    expect(headline({ ...run, verdict: 'violates', probes: observed, checks: [] })).toEqual({
      outcome: 'violates',
      sentence:
        'Every documented statement holds, but behaviour that the document is silent about deviates, and this run is strict.',
    });
  });
});

describe('head lines and names', () => {
  it('have one sentence per outcome', () => {
    expect(OUTCOMES.map(explainOutcome)).toMatchInlineSnapshot(`
      [
        "At least one statement does not hold.",
        "This tool failed before it could judge everything; that says nothing about the service.",
        "Evidence is missing for at least one result, so this run is no proof.",
        "Every documented statement holds; behaviour that the document is silent about was observed.",
        "Every statement that this run examined holds.",
        "Nothing in this run applies to the target.",
      ]
    `);
  });

  it('bracket IPv6 addresses', () => {
    expect(socketName({ address: '::1', port: 80 })).toBe('[::1]:80');
  });
});
