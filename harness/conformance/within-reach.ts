import type { Probe } from '../matrix/probe.ts';
import { type DirectNames, directReason, leadsDirectly } from './run-target.ts';
import type { CheckResult } from './verification.ts';

interface WithinReach {
  /** What a session there can be asked to do. */
  readonly probes: readonly Probe[];
  /** Ids of the others. */
  readonly unmade: ReadonlySet<string>;
  /** Says why there are others; none where there are not. */
  readonly check: readonly CheckResult[];
}

/** Takes away the direct requests that would end at somebody else's server: they are not applicable, never passed. */
export function withinReach(probes: readonly Probe[], direct: DirectNames): WithinReach {
  const lost = probes.filter(
    ({ host, expected }) => expected.decision.route.kind === 'direct' && !leadsDirectly(host, direct),
  );
  const unmade: ReadonlySet<string> = new Set(lost.map(({ id }) => id));
  return {
    probes: probes.filter(({ id }) => !unmade.has(id)),
    unmade,
    check: lost.slice(0, 1).map((first) => left(first, lost, direct)),
  };
}

function left(first: Probe, lost: readonly Probe[], direct: DirectNames): CheckResult {
  return {
    id: 'routing/direct-requests',
    requirement: first.expected.decision.requirement,
    level: 'documented',
    stimulus: 'Hosts are asked for that no proxy is responsible for.',
    obligation: 'The requests go directly to the origin.',
    verdict: 'not-applicable',
    seen: `${lost.length} requests were not made. ${directReason(first.host, direct)}`,
    findings: [],
    sightings: [],
    attachments: [],
  };
}
