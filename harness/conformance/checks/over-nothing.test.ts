import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../evidence/attribute.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { browserSaw, ledgerOf, names, openFor, originSaw, probeFor, record } from '../../evidence/testing/witnesses.ts';
import type { CheckResult } from '../verification.ts';
import { checkCredentials } from './credentials.ts';
import { destinationsOf } from './destinations.ts';
import { judgeAgainAndAgain } from './judge-again-and-again.ts';
import { judgeOutage } from './judge-outage.ts';
import { checkNobodyElseAsked } from './nobody-else-asked.ts';
import { checkPastTheProxies } from './past-the-proxies.ts';
import { checkSameRoute } from './same-route.ts';
import { checkSessionDescription } from './session-description.ts';

const probe = probeFor('api.company.com');
const nothing = ledgerOf(() => undefined);
const failed = browserSaw(probe, { kind: 'failed', error: 'net::ERR_ABORTED' });

function outage(): readonly CheckResult[] {
  const [proxy] = names;
  if (proxy === undefined) throw new RangeError('There are two.');
  const { host, expected } = probe;
  const seen = { attempts: [], browser: failed, reached: [], usual: false, open: openFor(probe) };
  return [judgeOutage({ proxy, host, scheme: 'https', decision: expected.decision }, seen, names, [])];
}

function againAndAgain(): readonly CheckResult[] {
  const [proxy] = names;
  if (proxy === undefined) throw new RangeError('There are two.');
  const { host, expected } = probe;
  const request = { host, scheme: 'https', traffic: 'fetch', decision: expected.decision } as const;
  const seen = { ...request, asked: [], reached: [], browser: failed, usual: true, open: openFor(probe) };
  return [judgeAgainAndAgain(proxy, [], names), judgeAgainAndAgain(proxy, [seen], names)];
}

const destinations = (ledger: Ledger) => destinationsOf([{ probe, attribution: attribute(probe, ledger) }]);

/** What each file makes of nothing, in a run that broke off. Files without a check of their own make none. */
const checks: Readonly<Record<string, () => readonly CheckResult[]>> = {
  'again-and-again.ts': () => [],
  'check.ts': () => [],
  'credentials.ts': () => checkCredentials(names, nothing, { incomplete: true }),
  'destinations.ts': () => [],
  'judge-again-and-again.ts': againAndAgain,
  'judge-outage.ts': outage,
  'no-fallback.ts': () => [],
  'nobody-else-asked.ts': () => checkNobodyElseAsked(destinations(nothing), nothing.proxySightings(), names),
  'outage-hosts.ts': () => [],
  'outage-scene.ts': () => [],
  'outage.ts': () => [],
  'past-the-proxies.ts': () => checkPastTheProxies(destinations(nothing), []),
  'same-route.ts': () => {
    const unseen = attribute(probe, nothing);
    return checkSameRoute([{ probe, first: unseen, again: unseen }], names);
  },
  'session-description.ts': () => [checkSessionDescription({ proxies: [] }, [], { status: 'TERMINATED' }, [])],
  // That a session has started is what it examines; without one it is not made.
  'session-start.ts': () => [],
};

test('every file is here', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /(?<!\.test)\.ts$/.test(file));
  expect(Object.keys(checks)).toEqual(files.toSorted());
});

test.each(Object.entries(checks))('%s makes no pass of nothing', (_, made) => {
  const results = made();
  expect(results.filter(({ verdict }) => verdict !== 'inconclusive')).toEqual([]);
  expect(results.filter(({ findings }) => findings.length === 0)).toEqual([]);
});

describe('in a run that got to its end', () => {
  const said = (fill: Parameters<typeof ledgerOf>[0]) =>
    checkCredentials(names, ledgerOf(fill), { incomplete: false }).map(({ verdict, seen }) => `${verdict}: ${seen}`);

  test('credentials are missed only at a proxy that has some', () => {
    expect(said(() => undefined)).toEqual([
      'not-applicable: No request reached wide.example:8080, so nothing is known.',
      'inconclusive: No request reached narrow.example:8080, so nothing is known.',
      'not-applicable: No request reached an origin, so nothing is known.',
    ]);
  });

  test('one request is enough to look at', () => {
    const [wide, , origin] = said((ledger) => {
      ledger.proxyRecord(0, record({}));
      ledger.origin(originSaw(probe));
    });
    expect(wide).toBe('conforms: None of 1 requests at wide.example:8080 carried credentials.');
    expect(origin).toMatch(/^conforms: /);
  });

  test('what the browser tried counts as asked for, wherever it ended', () => {
    const ledger = ledgerOf((one) => one.browser(failed));
    const [check] = checkNobodyElseAsked(destinations(ledger), [], names);
    expect(`${check?.verdict}: ${check?.seen}`).toBe(
      'conforms: For none of 1 destination was a proxy asked that its requests did not go through.',
    );
  });
});
