import { expect, test } from 'vitest';
import { ledgerOf, names, originSaw, probeFor, record } from '../../evidence/testing/witnesses.ts';
import { checkCredentials } from './credentials.ts';

const probe = probeFor('api.company.com');
const stranger = { address: '198.51.100.7', port: 1 };
const session = { address: '::ffff:203.0.113.9', port: 1 };

const verdicts = (fill: Parameters<typeof ledgerOf>[0]) =>
  checkCredentials(names, ledgerOf(fill), { incomplete: false }).map(({ id, verdict }) => `${id} ${verdict}`);

test('strangers’ credentials at a proxy and at the origin are nobody’s fault', () => {
  expect(
    verdicts((ledger) => {
      ledger.proxyRecord(0, record({ client: session }));
      ledger.origin(originSaw(probe));
      const { upstream: __, ...refused } = record({ client: stranger, credentials: 'invalid' });
      ledger.proxyRecord(0, { ...refused, outcome: 'authentication-required' });
      const { marker: _, ...unmarked } = originSaw(probe);
      ledger.origin({ ...unmarked, peer: stranger, leakedHeaders: ['proxy-authorization'] });
    }),
  ).toEqual([
    'credentials/own-proxy-only[proxy=wide.example:8080] conforms',
    'credentials/own-proxy-only[proxy=narrow.example:8080] inconclusive',
    'credentials/never-at-origin conforms',
  ]);
});

test('those of the session are, also where they come with no marker', () => {
  expect(
    verdicts((ledger) => {
      ledger.proxyRecord(0, record({ client: session }));
      ledger.origin(originSaw(probe));
      ledger.proxyRecord(0, record({ client: { address: '203.0.113.9', port: 2 }, credentials: 'invalid' }));
      const { marker: _, ...unmarked } = originSaw(probe);
      ledger.origin({ ...unmarked, leakedHeaders: ['proxy-authorization'] });
    }),
  ).toEqual([
    'credentials/own-proxy-only[proxy=wide.example:8080] violates',
    'credentials/own-proxy-only[proxy=narrow.example:8080] inconclusive',
    'credentials/never-at-origin violates',
  ]);
});

test('where nothing of the run arrived, everybody counts', () => {
  expect(verdicts((ledger) => ledger.proxyRecord(0, record({ client: stranger, credentials: 'invalid' })))[0]).toBe(
    'credentials/own-proxy-only[proxy=wide.example:8080] violates',
  );
});
