import { expect, test } from 'vitest';
import type { ProxySighting } from '../harness/evidence/sightings.ts';
import { takenName, tookRoute } from './reading.ts';
import { explainSighting, explainTaken } from './wording.ts';

const PROXIES = [{ index: 0, name: 'corp.example:3128', authenticated: true, patterns: [] }];
const TAKEN = { kind: 'relayed', route: { kind: 'proxy', index: 0 } } as const;
const SIGHTING: ProxySighting = {
  witness: 'proxy',
  index: 0,
  type: 'request',
  proxy: 'corp.example:3128',
  sequence: 1,
  exchange: 1,
  at: 1000,
  kind: 'tunnel',
  method: 'CONNECT',
  authority: 'intranet.example:443',
  client: { address: '127.0.0.1', port: 5000 },
  credentials: 'valid',
  outcome: 'relayed',
  status: 200,
  relay: { local: { address: '127.0.0.1', port: 5001 }, remote: { address: '10.0.0.1', port: 3128 } },
};

test('what a tap saw is told as such', () => {
  expect(takenName(TAKEN, PROXIES)).toBe('corp.example:3128');
  expect(explainTaken(TAKEN, PROXIES)).toBe(
    'It went to corp.example:3128, as the tap before it saw; no origin of ours saw it.',
  );
  expect(explainSighting(SIGHTING, PROXIES)).toBe(
    'corp.example:3128 was asked for CONNECT intranet.example:443 with valid credentials and answered (200), as the tap before it saw.',
  );
});

test('what a tap saw counts for the rule that decided', () => {
  expect(tookRoute({ taken: TAKEN }, TAKEN.route)).toBe(true);
  expect(tookRoute({ taken: TAKEN }, { kind: 'proxy', index: 1 })).toBe(false);
});

test.each([
  ['unreachable', 'The tap could not connect to the proxy: ECONNREFUSED.', ' and gave no answer.'],
  ['no-request', 'The client went away before an answer came.', '.'],
] as const)('a proxy behind a tap that gave no answer: %s', (outcome, detail, deed) => {
  const { status: _status, ...unanswered } = SIGHTING;
  expect(explainSighting({ ...unanswered, outcome, detail }, PROXIES)).toBe(
    `corp.example:3128 was asked for CONNECT intranet.example:443 with valid credentials${deed} It noted: ${detail}`,
  );
});
