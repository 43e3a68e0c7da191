import { expect, test } from 'vitest';
import type { Attribution } from '../../evidence/attribution.ts';
import { originSaw, probeFor } from '../../evidence/testing/witnesses.ts';
import { destinationsOf } from './destinations.ts';
import { checkPastTheProxies } from './past-the-proxies.ts';

const probe = probeFor('api.company.com');
const direct = { kind: 'route', route: { kind: 'direct' } } as const;
const wide = { kind: 'route', route: { kind: 'proxy', index: 0 } } as const;

/** Without a marker. */
function unmarked(authority: string, scheme: 'http' | 'https' = 'https') {
  const { marker: _, ...seen } = originSaw(probe, { authority, scheme });
  return seen;
}

function judge(taken: Attribution['taken'], ...past: ReturnType<typeof unmarked>[]) {
  const judged = [{ probe, attribution: { probe: probe.id, taken, sightings: [] } }];
  const checks = checkPastTheProxies(destinationsOf(judged), past);
  return checks.map(({ verdict, seen }) => `${verdict}: ${seen}`);
}

const NONE = 'conforms: None of 1 destination behind a proxy was asked for directly as well.';

test('what goes through a proxy is not asked for directly, under whichever spelling of its port', () => {
  expect(judge(wide)).toEqual([NONE]);
  const past = (times: string) => [
    `violates: The origin was asked directly as well, ${times} and without a marker, for what goes through a proxy: api.company.com:443.`,
  ];
  expect(judge(wide, unmarked('API.company.com'))).toEqual(past('once'));
  expect(judge(wide, unmarked('api.company.com:443'), unmarked('api.company.com'))).toEqual(past('2 times'));
});

test('another port or host is another destination', () => {
  expect(judge(wide, unmarked('api.company.com', 'http'), unmarked('www.company.com'))).toEqual([NONE]);
});

test('what goes direct may be asked for directly', () => {
  expect(judge(direct, unmarked('api.company.com'))).toEqual([]);
});
