import type { ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Scheme } from '../../harness/matrix/probe.ts';

/** Probes that Allure shows as the steps of one test. */
export interface ProbeGroup {
  /** Stable across runs of the same configuration: Allure's history hangs on it. */
  readonly id: string;
  readonly title: string;
  /** The pattern or rule under examination. */
  readonly feature: string;
  readonly requirement: string;
  readonly schemes: SchemeGroup;
  readonly results: readonly [ProbeResult, ...ProbeResult[]];
}

type SchemeGroup = 'http and https' | 'ws and wss';

const GROUP_OF: Readonly<Record<Scheme, SchemeGroup>> = {
  http: 'http and https',
  https: 'http and https',
  ws: 'ws and wss',
  wss: 'ws and wss',
};

/** One group per requirement, rule and pair of schemes, so that 10,000 probes are some hundred tests. */
export function probeGroups(verification: Verification): readonly ProbeGroup[] {
  const groups = new Map<string, [ProbeResult, ...ProbeResult[]]>();
  for (const result of verification.probes) {
    const key = [result.requirement, placeOf(result), GROUP_OF[result.probe.scheme]].join(' | ');
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups].map(([id, results]) => {
    const [first] = results;
    const { pattern } = first.probe.source;
    const feature = featureOf(first);
    const schemes = GROUP_OF[first.probe.scheme];
    return {
      id,
      title: `${pattern ?? feature} over ${schemes}`,
      feature,
      requirement: first.requirement,
      schemes,
      results,
    };
  });
}

/** Hosts of the user's own file share a test; each has a place of its own there. */
function placeOf({ probe: { source } }: ProbeResult): string {
  return source.variant === 'user-host' || source.variant === 'user-expectation' ? source.variant : source.path;
}

function featureOf({ probe: { source } }: ProbeResult): string {
  if (source.variant === 'user-host') return 'Your own hosts';
  if (source.variant === 'user-expectation') return 'Your own expectations';
  return source.pattern === undefined ? `Every other host (${source.path})` : `${source.pattern} (${source.path})`;
}
