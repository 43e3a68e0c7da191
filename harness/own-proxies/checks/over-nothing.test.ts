import { lookup } from 'node:dns';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClosedPort, takeClosedPort } from '../../conformance/cases/closed-port.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import type { Answer } from '../ask.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';
import { checkConnects, checkResolves } from './connects.ts';
import { checkCredentialsOf } from './credentials.ts';
import { checkEgress } from './egress.ts';
import { measure } from './figures.ts';
import { checkParallel } from './parallel.ts';
import { checkReachable, unreached } from './reachable.ts';
import { checkTls } from './tls.ts';

let closed: ClosedPort;
beforeAll(async () => {
  closed = await takeClosedPort();
});
afterAll(() => closed[Symbol.dispose]());

const REFUSED: Answer = { kind: 'failed', code: 'ECONNREFUSED', connected: false };

/** A proxy with nobody there any more, and what it is needed for. */
function gone(): { readonly proxy: OwnProxy; readonly site: Destination } {
  const { address } = closed;
  const authority = `${address.host}:${address.port}`;
  const site: Destination = { kind: 'tunnel', host: address.host, authority, tls: true, url: `https://${authority}/` };
  const name = { index: 0, name: 'gone', authenticated: true, patterns: [] };
  const credentials = { username: 'u', password: 'p' };
  return { site, proxy: { name, address, credentials, needed: [site], sample: site } };
}

type Made = readonly CheckResult[] | Promise<readonly CheckResult[]>;

/** What each file makes of a proxy that gives no answer. */
const checks: Readonly<Record<string, (gone: { proxy: OwnProxy; site: Destination }) => Made>> = {
  'connects.ts': ({ proxy, site }) => [
    checkConnects(proxy, site, REFUSED),
    ...[checkResolves(proxy, site, REFUSED) ?? []].flat(),
  ],
  'credentials.ts': async ({ proxy, site }) => {
    const right = { kind: 'answered', status: 200, passed: true, milliseconds: 1 } as const;
    // That the right ones are accepted, the answer to them has said.
    const [, ...others] = await checkCredentialsOf(proxy, site, right);
    return others;
  },
  'egress.ts': ({ proxy, site }) => [
    checkEgress(proxy, site.url, []),
    checkEgress(proxy, site.url, [{ kind: 'unknown', reason: 'refused' }]),
  ],
  'figures.ts': async ({ proxy, site }) => [await measure(proxy, site, lookup)],
  'parallel.ts': async ({ proxy, site }) => [await checkParallel(proxy, site)],
  'reachable.ts': ({ proxy, site }) => [
    checkReachable(proxy, site, REFUSED, false),
    unreached(proxy, 'No host goes there.'),
  ],
  'tls.ts': ({ proxy, site }) => checkTls(proxy, site, lookup, undefined),
};

test('every file is here', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /(?<!\.test)\.ts$/.test(file));
  expect(Object.keys(checks)).toEqual(files.toSorted());
});

test.each(Object.entries(checks))('%s makes no pass of no answer', async (_, made) => {
  const results = await made(gone());
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter(({ verdict }) => verdict === 'conforms')).toEqual([]);
});
