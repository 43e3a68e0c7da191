import { describe, expect, test } from 'vitest';
import type { RequestRecord } from '../../../proxies/index.ts';
import { attribute } from '../../evidence/attribute.ts';
import type { BrowserSighting } from '../../evidence/sightings.ts';
import { browserSaw, ledgerOf, openFor, originSaw, probeFor, record } from '../../evidence/testing/witnesses.ts';
import type { CaseExpectation } from './case.ts';
import { judgeRequest } from './judge-request.ts';

// The oracle sends it to the first proxy, which is called wide.
const probe = probeFor('api.company.com');
const names = ['wide:8080', 'narrow:8080'].map((name, index) => ({ index, name, authenticated: false, patterns: [] }));

interface Story {
  /** What proxies wrote, by position. */
  readonly records?: readonly (readonly [number, RequestRecord])[];
  readonly reached?: boolean;
  /** A proxy behind a tap is where the origin saw it come from, and the tap saw nothing. */
  readonly unclear?: boolean;
  readonly browser?: BrowserSighting['outcome'];
}

function deviations(
  expectation: CaseExpectation,
  { records = [], reached = false, unclear, browser }: Story,
  of = probe,
) {
  const ledger = ledgerOf((one) => {
    if (unclear) {
      one.tapped = [{ egress: ['10.0.0.5'] }];
      one.origin(originSaw(probe, { peer: { address: '10.0.0.5', port: 1 } }));
    }
    for (const [index, written] of records) one.proxyRecord(index, written);
    if (reached) one.origin(originSaw(of));
    one.browser(browserSaw(of, browser));
  });
  const request = { url: 'https://api.company.com/' };
  const attribution = attribute(of, ledger);
  const open = openFor(of);
  const observed = { request, probe: of, names, attribution, open, asked: ledger.proxySightings(), attachments: [] };
  return judgeRequest(observed, expectation).deviations;
}

function judge(expectation: CaseExpectation, story: Story) {
  return deviations(expectation, story).map(({ verdict, seen }) => `${verdict}: ${seen}`);
}

const established = (proxy = 'wide:8080') => record({ proxy });
const failed = (proxy = 'wide:8080') => {
  const { upstream: _, ...rest } = record({ proxy, outcome: 'misbehaved' });
  return rest;
};
const ERROR = { kind: 'failed', error: 'net::ERR_TUNNEL_CONNECTION_FAILED' } as const;

describe('a request that must arrive', () => {
  test('over its route, answered by the origin', () => {
    expect(judge({ goes: 'wide' }, { records: [[0, established()]], reached: true })).toEqual([]);
  });

  test('over another route', () => {
    expect(judge({ goes: 'wide' }, { records: [[1, established('narrow:8080')]], reached: true })).toEqual([
      'violates: The request went through narrow:8080 and reached the origin.',
      'violates: narrow:8080 was asked for api.company.com as well.',
    ]);
  });

  test('over its route, after another proxy had been asked', () => {
    const records = [[1, failed('narrow:8080')] as const, [0, established()] as const];
    expect(judge({ goes: 'wide' }, { records, reached: true })).toEqual([
      'violates: narrow:8080 was asked for api.company.com as well.',
    ]);
  });

  test('over a route that no reading of the document leads to: the rule is broken, not what the case is about', () => {
    const decision = { ...probe.expected.decision, level: 'undocumented', silentAbout: 'pattern-case' } as const;
    const silent = { ...probe, expected: { by: 'oracle', route: decision.route, decision } } as const;
    const expectation = { goes: 'wide', requirement: 'R-PATTERN-CASE' } as const;
    const broken = (of: typeof probe) => deviations(expectation, { reached: true }, of).map((one) => one.requirement);
    expect(broken(silent)).toEqual([decision.requirement]);
    expect(broken(probe)).toEqual(['R-PATTERN-CASE']);
  });

  test('lost on its way: a violation only where the case is about that', () => {
    const story = { browser: ERROR };
    const seen =
      'Neither a proxy nor the origin saw the request: the browser reports net::ERR_TUNNEL_CONNECTION_FAILED.';
    expect(judge({ goes: 'wide' }, story)).toEqual([`inconclusive: ${seen}`]);
    expect(judge({ goes: 'wide', mustArrive: true }, story)).toEqual([`violates: ${seen}`]);
  });

  test('a case that contradicts the oracle is our own fault', () => {
    expect(judge({ goes: 'narrow' }, { records: [[0, established()]], reached: true })).toContain(
      'harness-fault: The routing oracle sends api.company.com to wide:8080, the case narrow:8080.',
    );
  });

  test('a name that no proxy has', () => {
    expect(() => judge({ goes: 'nobody' }, {})).toThrow(new RangeError('The case has no proxy nobody.'));
  });
});

describe('a request that must fail', () => {
  test('at its proxy, with an error in the browser', () => {
    expect(judge({ failsAt: 'wide' }, { records: [[0, failed()]], browser: ERROR })).toEqual([]);
  });

  test('at a proxy that nobody could reach', () => {
    expect(judge({ failsAt: 'wide' }, { browser: ERROR })).toEqual([]);
  });

  test('that reached the origin nobody knows how: nothing can be said, unless another route is known too', () => {
    const reason =
      'The origin saw the request come from 10.0.0.5, where a proxy behind a tap is, but no tap passed on api.company.com:443 at that time.';
    expect(judge({ failsAt: 'wide' }, { records: [[0, failed()]], unclear: true, browser: ERROR })).toEqual([
      `inconclusive: https://api.company.com/ should have failed at wide:8080. ${reason}`,
    ]);
    expect(judge({ failsAt: 'wide' }, { reached: true, unclear: true, browser: ERROR })).toEqual([
      'violates: https://api.company.com/ went direct although wide:8080 failed.',
    ]);
  });

  test('but went direct', () => {
    expect(judge({ failsAt: 'wide' }, { reached: true })).toEqual([
      'violates: https://api.company.com/ went direct although wide:8080 failed.',
    ]);
  });

  test('and breaks what the case says, unless it was made again', () => {
    const records = [failed(), failed()].map((one) => [0, { ...one, kind: 'forward' as const }] as const);
    const broken = deviations({ failsAt: 'wide', requirement: 'R-ONE' }, { records, reached: true });
    expect(broken.map(({ requirement }) => requirement)).toEqual(['R-ONE', 'R-NO-RETRY']);
    expect(deviations({ failsAt: 'wide' }, { reached: true }).map(({ requirement }) => requirement)).toEqual([
      undefined,
    ]);
  });

  test('but did not', () => {
    expect(judge({ failsAt: 'wide' }, { records: [[0, established()]], reached: true })).toEqual([
      'inconclusive: https://api.company.com/ got through wide:8080, which should have failed.',
    ]);
  });

  test('without an error in the browser', () => {
    expect(
      judge({ failsAt: 'wide' }, { records: [[0, failed()]], browser: { kind: 'response', status: 200 } }),
    ).toEqual([
      'violates: https://api.company.com/ failed at wide:8080, but the browser got status 200 from somebody else than the origin.',
    ]);
  });

  test('at its proxy, with what that has answered', () => {
    const asked = { records: [[0, failed()]] } as const;
    const expectation = { answeredBy: 'wide', status: 403 } as const;
    expect(judge(expectation, { ...asked, browser: { kind: 'response', status: 403 } })).toEqual([]);
    expect(judge(expectation, { ...asked, browser: { kind: 'response', status: 502 } })).toEqual([
      'violates: https://api.company.com/ failed at wide:8080, but the browser got status 502 from somebody else than the origin.',
    ]);
  });

  test('and was made again', () => {
    const records = [failed(), failed()].map((one) => [0, { ...one, kind: 'forward' as const }] as const);
    expect(judge({ failsAt: 'wide' }, { records, browser: ERROR })).toEqual([
      'violates: wide:8080 was asked 2 times for one request: failed requests must not be retried.',
    ]);
  });
});
