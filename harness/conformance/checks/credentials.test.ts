import { expect, test } from 'vitest';
import { ledgerOf, names, originSaw, probeFor, record } from '../../evidence/testing/witnesses.ts';
import { checkCredentials } from './credentials.ts';

const said = (fill: Parameters<typeof ledgerOf>[0]) =>
  checkCredentials(names, ledgerOf(fill), { incomplete: false }).map(({ verdict, seen }) => `${verdict}: ${seen}`);

test('user information in a proxy’s target is found, although no destination was understood', () => {
  const [wide, narrow] = said((ledger) => {
    ledger.proxyRecord(0, record({}));
    const { upstream: _, ...refused } = record({ kind: 'none', authority: '', outcome: 'bad-request' });
    ledger.proxyRecord(0, { ...refused, userInformation: true });
    ledger.proxyRecord(1, refused);
  });
  expect(wide).toBe(
    'violates: 1 requests at wide.example:8080 had user information in their target, where credentials have no place.',
  );
  expect(narrow).toBe('inconclusive: No request reached narrow.example:8080, so nothing is known.');
});

test('credentials in a URL at the origin count as those in a header', () => {
  const last = said((ledger) => {
    ledger.origin(originSaw(probeFor('api.company.com'), { leakedHeaders: ['request target'] }));
  }).at(-1);
  expect(last).toBe('violates: 1 requests brought credentials to the origin.');
});
