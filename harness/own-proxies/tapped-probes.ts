import { deriveProbes, type ProbeMatrix, type UserExpectation, type UserHost } from '../matrix/derive-probes.ts';
import type { Probe } from '../matrix/probe.ts';

/**
 * What the user named, where there is anything; the whole matrix otherwise. A host that the user named is asked for as
 * the user's own, also where the matrix has it.
 */
export function tappedProbes(matrix: ProbeMatrix): readonly Probe[] {
  const own = [...(matrix.hosts ?? []), ...(matrix.expectations ?? [])];
  if (own.length === 0) return deriveProbes(matrix);
  return deriveProbes({ ...matrix, namedOnly: true })
    .filter(({ traffic }) => traffic !== 'navigation')
    .map((probe) => asNamed(probe, own));
}

/**
 * What goes through a user's own proxy is asked for as the user wrote it: a marker would make it another page. The tab
 * goes there itself, for a page of ours may not read what another site answers.
 */
function asNamed(probe: Probe, own: readonly (UserHost | UserExpectation)[]): Probe {
  const target = own.find(({ path }) => path === probe.source.path)?.target;
  if (target === undefined || probe.expected.route.kind === 'direct') return probe;
  const url = target.kind === 'url' ? target.url : `${probe.scheme}://${target.host}/`;
  return { ...probe, url, traffic: probe.traffic === 'fetch' ? 'navigation' : probe.traffic };
}
