import { expect, test } from 'vitest';
import type { VerifyOptions } from '../harness/conformance/verify.ts';
import { documentedPolicy } from '../harness/emulator/router/policy.ts';
import type { Egress } from '../harness/emulator/router/route-table.ts';
import { givesProxiesUp } from './sabotage/gives-proxies-up.ts';
import { run, violations } from './testing/verify-run.ts';

type Policy = NonNullable<VerifyOptions['sabotage']>;
type Request = Parameters<ReturnType<Policy>['route']>[1];

/** What a service makes of a proxy's failures. */
interface Reaction {
  /** Where a request goes that has failed at a proxy. @param failures of that proxy, this one included. */
  readonly afterFailure?: (position: number, failures: number, request: Request) => Egress | 'error';
  /** Where a request goes that a proxy is to get. @param failures of that proxy; of those in a row, for tunnels. */
  readonly instead?: (
    failures: { readonly all: number; readonly tunnelsInARow: number },
    request: Request,
  ) => Egress | undefined;
}

function reacting({ afterFailure, instead }: Reaction): Policy {
  return (egress) => {
    const policy = documentedPolicy(egress);
    const requests = new WeakMap<Egress, Request>();
    const failures = new Map<number, { all: number; tunnelsInARow: number }>();
    const failuresOf = (position: number) => {
      const known = failures.get(position) ?? { all: 0, tunnelsInARow: 0 };
      failures.set(position, known);
      return known;
    };
    return {
      ...policy,
      route(host, request) {
        const way = { ...policy.route(host, request) };
        if (way.kind === 'direct') return way;
        const known = failuresOf(way.position);
        if (!isTunnel(request)) known.tunnelsInARow = 0;
        requests.set(way, request);
        return instead?.(known, request) ?? way;
      },
      afterFailure(failed) {
        // Where it has fallen back to is none of the ways above: there it ends.
        if (failed.kind === 'direct' || !requests.has(failed)) return 'error';
        const request = requests.get(failed);
        const known = failuresOf(failed.position);
        known.all += 1;
        known.tunnelsInARow += isTunnel(request) ? 1 : 0;
        return afterFailure?.(failed.position, known.all, request) ?? 'error';
      },
    };
  };
}

const DIRECT: Egress = { kind: 'direct' };
const anotherThan = (position: number): Egress => ({ kind: 'upstream', position: position === 0 ? 2 : 0 });
const isTunnel = (request: Request): boolean => request?.method === 'CONNECT';
const isWebSocket = (request: Request): boolean => isTunnel(request) && request?.url?.endsWith(':80') === true;

test.each<[string, Policy]>([
  [
    'goes direct from a proxy’s fourth failure on',
    reacting({ afterFailure: (_, failures) => (failures >= 4 ? DIRECT : 'error') }),
  ],
  [
    'goes to another proxy from the fourth failure on',
    reacting({ afterFailure: (position, failures) => (failures >= 4 ? anotherThan(position) : 'error') }),
  ],
  [
    'goes direct from the eleventh failure on',
    reacting({ afterFailure: (_, failures) => (failures >= 11 ? DIRECT : 'error') }),
  ],
  [
    'goes direct for WebSockets only',
    reacting({ afterFailure: (_, __, request) => (isWebSocket(request) ? DIRECT : 'error') }),
  ],
  [
    'goes to another proxy for WebSockets only',
    reacting({ afterFailure: (position, _, request) => (isWebSocket(request) ? anotherThan(position) : 'error') }),
  ],
  ['gives a proxy up after ten failures', givesProxiesUp.fault.policy],
  [
    'gives a proxy up for tunnels after ten that failed in a row, as Squid does',
    reacting({
      instead: ({ tunnelsInARow }, request) => (isTunnel(request) && tunnelsInARow >= 10 ? DIRECT : undefined),
    }),
  ],
])('a service that %s is found out at every proxy', async (_, sabotage) => {
  const verification = await run({ sabotage, schemes: ['https'] });
  expect(violations(verification)).toEqual(['R-FAIL-OPEN-ERROR-PAGE']);
  expect(verification.verdict).toBe('violates');
  const found = verification.checks.filter(({ verdict }) => verdict === 'violates').map(({ id }) => id);
  expect(found).toContain('fail-open/fails-again-and-again[proxy=wide.example:8080]');
  expect(found).toContain('fail-open/fails-again-and-again[proxy=rest.example:3128]');
});
