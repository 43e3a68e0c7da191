import { expect, test } from 'vitest';
import type { VerifyOptions } from '../harness/conformance/verify.ts';
import { documentedPolicy } from '../harness/emulator/router/policy.ts';
import type { Egress } from '../harness/emulator/router/route-table.ts';
import { run, violations } from './testing/verify-run.ts';

/** The matrix asks for a host over four schemes, and for some in upper case as well; a browser may connect once more. */
const STABLE = 12;

/** Requests for a host go where they should, until there have been too many. */
function changesItsMind(then: (way: Egress) => Egress): NonNullable<VerifyOptions['sabotage']> {
  return (egress) => {
    const policy = documentedPolicy(egress);
    const asked = new Map<string, number>();
    return {
      ...policy,
      route(host) {
        const times = (asked.get(host) ?? 0) + 1;
        asked.set(host, times);
        const way = policy.route(host);
        return times > STABLE ? then(way) : way;
      },
    };
  };
}

test.each<[string, (way: Egress) => Egress]>([
  ['go direct', () => ({ kind: 'direct' })],
  [
    'go to another proxy',
    (way) => (way.kind === 'direct' ? way : { kind: 'upstream', position: way.position === 0 ? 2 : 0 }),
  ],
  ['are no longer bypassed', (way) => (way.kind === 'direct' ? { kind: 'upstream', position: 0 } : way)],
])('requests for a host that %s after a while are found', async (_, then) => {
  const verification = await run({ sabotage: changesItsMind(then), schemes: ['http', 'https', 'ws', 'wss'] });
  expect(violations(verification)).toContain('R-EGRESS-STABLE');
  expect(verification.verdict).toBe('violates');
  expect(verification.checks.find(({ id }) => id === 'routing/same-route-again')?.verdict).toBe('violates');
  // Visits of the tab come after all of this; whatever else the matrix asks for, it asks for too seldom to find it.
  const matrix = verification.probes.filter(({ probe }) => probe.traffic !== 'navigation');
  expect(new Set(matrix.map(({ verdict }) => verdict))).toEqual(new Set(['conforms']));
});
