import type { UserExpectation, UserHost } from '../matrix/derive-probes.ts';
import type { Probe } from '../matrix/probe.ts';
import { isUsersOwn } from './own-proxy.ts';

/** What the user named, where there is anything; the whole matrix otherwise. */
export function tappedProbes(
  matrix: readonly Probe[],
  hosts: readonly UserHost[],
  expectations: readonly UserExpectation[],
): readonly Probe[] {
  const own = [...hosts, ...expectations];
  if (own.length === 0) return matrix;
  return matrix
    .filter((probe) => isUsersOwn(probe) && probe.traffic !== 'navigation')
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
