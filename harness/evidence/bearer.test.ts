import { expect, test } from 'vitest';
import { attribute } from './attribute.ts';
import { judgeProbe } from './judge.ts';
import { Ledger } from './ledger.ts';
import { ADDRESS, browserSaw, end, names, openFor, originSaw, probeFor, record } from './testing/witnesses.ts';

const SQUID = '10.0.0.5';
/** Where it is expected to go: the first of the proxies. */
const probe = probeFor('api.company.com');
const PEER = { peer: { address: SQUID, port: 40_001 } };

/** What the tap before the Squid writes about a tunnel for the probe. */
function relayed(overrides: Parameters<typeof record>[0] = {}) {
  const { upstream: _, ...tapped } = record({ outcome: 'relayed', status: 200, ...overrides });
  return {
    ...tapped,
    relay: { local: { address: '10.0.0.4', port: 1 }, remote: { address: SQUID, port: 3128 } },
  };
}

/** The verdict, and where the probe went, where the first proxy is a Squid behind a tap. */
function judged(fill: (ledger: Ledger) => void, tapped: Ledger['tapped'] = [{ egress: [SQUID], index: 0 }]) {
  const ledger = new Ledger();
  ledger.tapped = tapped;
  fill(ledger);
  ledger.browser(browserSaw(probe));
  const attribution = attribute(probe, ledger);
  const { verdict, findings } = judgeProbe(probe, attribution, names, openFor(probe));
  return { verdict, taken: attribution.taken, seen: findings.map(({ seen }) => seen).join(' ') };
}

const THROUGH = { verdict: 'conforms', taken: { kind: 'route', route: { kind: 'proxy', index: 0 } } };

test('the address of the proxy, and a tunnel that its tap had under way: it went through that proxy', () => {
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, relayed());
    ledger.origin(originSaw(probe, PEER));
  });
  expect(saw).toMatchObject(THROUGH);
});

test('the same on a connection that is mapped from IPv4, and in a tunnel that ended afterwards', () => {
  const tunnel = relayed();
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, tunnel);
    ledger.proxyRecord(0, end(tunnel, 1004));
    ledger.origin(originSaw(probe, { peer: { address: `::ffff:${SQUID}`, port: 40_001 } }));
  });
  expect(saw).toMatchObject(THROUGH);
});

const FROM = 'The origin saw the request come from 10.0.0.5';
const NO_TAP = `${FROM}, where a proxy behind a tap is, but no tap passed on api.company.com:443 at that time.`;

test.each([
  ['saw nothing', undefined],
  ['saw another host', relayed({ authority: 'xapi.company.com:443' })],
  ['saw another port', relayed({ authority: 'api.company.com:8443' })],
  ['saw another kind of request', relayed({ kind: 'forward' })],
  ['saw it later', relayed({ at: 1003 })],
  ['saw it refused', relayed({ status: 403 })],
  ['could not reach the proxy', relayed({ outcome: 'unreachable' })],
])('the address of the proxy is never direct, and conforms to nothing where its tap %s', (_what, tapped) => {
  const saw = judged((ledger) => {
    if (tapped !== undefined) ledger.proxyRecord(0, tapped);
    ledger.origin(originSaw(probe, PEER));
  });
  expect(saw).toEqual({
    verdict: 'inconclusive',
    taken: { kind: 'unclear', reason: NO_TAP, routes: [] },
    seen: NO_TAP,
  });
});

test('a tunnel that was over before the origin saw the request says nothing about it', () => {
  const tunnel = relayed({ at: 990 });
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, tunnel);
    ledger.proxyRecord(0, end(tunnel, 999));
    ledger.origin(originSaw(probe, PEER));
  });
  expect(saw).toMatchObject({ verdict: 'inconclusive', seen: NO_TAP });
});

test('nor is it direct where that proxy plays no part in the configuration', () => {
  const saw = judged((ledger) => ledger.origin(originSaw(probe, PEER)), [{ egress: [SQUID] }]);
  expect(saw).toMatchObject({ verdict: 'inconclusive', seen: NO_TAP });
});

test('what the origin saw from elsewhere while the tap passed it on is nobody’s', () => {
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, relayed());
    ledger.origin(originSaw(probe, { peer: { address: '10.0.0.9', port: 1 } }));
  });
  expect(saw).toMatchObject({
    verdict: 'inconclusive',
    seen: 'The origin saw the request come from 10.0.0.9, but p, whose tap passed on api.company.com:443 at that time, has another address.',
  });
});

test('what came from elsewhere, and what no tap knows of, went past the proxy', () => {
  const saw = judged((ledger) => ledger.origin(originSaw(probe)));
  expect(saw).toMatchObject({ verdict: 'violates', taken: { kind: 'route', route: { kind: 'direct' } } });
});

test('an instrumented proxy is known by its socket, whatever its address', () => {
  const saw = judged(
    (ledger) => {
      ledger.proxyRecord(1, record({ credentials: 'valid' }));
      ledger.origin(originSaw(probe));
    },
    [{ egress: [ADDRESS], index: 0 }],
  );
  expect(saw).toMatchObject({ verdict: 'violates', taken: { kind: 'route', route: { kind: 'proxy', index: 1 } } });
});

test('two proxies at one address, whose taps both had it: which of them it was is not told', () => {
  const fill = (ledger: Ledger) => {
    ledger.proxyRecord(0, relayed({ proxy: 'wide' }));
    ledger.proxyRecord(1, relayed({ proxy: 'narrow', credentials: 'valid' }));
    ledger.origin(originSaw(probe, PEER));
  };
  const both = judged(fill, [
    { egress: [SQUID], index: 0 },
    { egress: ['10.0.0.6', SQUID], index: 1 },
  ]);
  const seen = `${FROM}, and the taps of wide and narrow all passed on api.company.com:443 at that time.`;
  expect(both).toMatchObject({ verdict: 'inconclusive', seen });
  // At addresses of their own they are told apart, whatever the other one was asked for.
  const apart = judged(fill, [
    { egress: [SQUID], index: 0 },
    { egress: ['10.0.0.6'], index: 1 },
  ]);
  expect(apart).toMatchObject(THROUGH);
});

test('a proxy at the address that sessions come from cannot be told from them', () => {
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, relayed({ client: { address: SQUID, port: 7 } }));
    ledger.origin(originSaw(probe, PEER));
  });
  expect(saw).toMatchObject({
    verdict: 'inconclusive',
    seen: `${FROM}, where both the session and p are: it does not tell which of them it was.`,
  });
});

test('once through the proxy, and once more past everybody: a violation', () => {
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, relayed());
    ledger.origin(originSaw(probe, PEER));
    ledger.proxyRecord(1, record({ upstream: { local: { address: ADDRESS, port: 5002 }, remote: PEER.peer } }));
    ledger.origin(originSaw(probe, { peer: { address: ADDRESS, port: 5002 } }));
  });
  expect(saw).toMatchObject({ verdict: 'violates', taken: { kind: 'several' } });
});

test('a route that is known to be wrong stays so where another one is not known', () => {
  const saw = judged((ledger) => {
    ledger.proxyRecord(1, record({ credentials: 'valid' }));
    ledger.origin(originSaw(probe));
    ledger.origin(originSaw(probe, PEER));
  });
  expect(saw).toMatchObject({
    verdict: 'violates',
    seen: `The request went through narrow.example:8080 and reached the origin. ${NO_TAP}`,
  });
});

test('a proxy that is down behind its tap is where the request ended', () => {
  const saw = judged((ledger) => {
    ledger.proxyRecord(0, { ...relayed({ outcome: 'unreachable', at: 1001 }), detail: 'ECONNREFUSED' });
  });
  expect(saw).toMatchObject({ verdict: 'inconclusive', taken: { kind: 'stopped-at' } });
});
