import { expect, test } from 'vitest';
import { Ledger } from '../../evidence/ledger.ts';
import { waitFor } from './wait-for.ts';

const seen = (ledger: Ledger) =>
  ledger.origin({
    witness: 'origin',
    at: 0,
    scheme: 'http',
    protocol: 'http/1.1',
    method: 'GET',
    authority: 'www.example.test',
    peer: { address: '127.0.0.1', port: 1 },
    connectionAcceptedAt: 0,
    leakedHeaders: [],
  });

test('looks again at every record', async () => {
  const ledger = new Ledger();
  const held = waitFor(ledger, () => ledger.unmarkedOriginSightings().length === 2, 5_000);
  seen(ledger);
  seen(ledger);
  expect(await held).toBe(true);
});

test('does not wait for what holds already', async () => {
  expect(await waitFor(new Ledger(), () => true, 5_000)).toBe(true);
});

test('gives up after a while', async () => {
  expect(await waitFor(new Ledger(), () => false, 5)).toBe(false);
});
