import type { Ledger } from '../evidence/ledger.ts';
import type { Sighting } from '../evidence/sightings.ts';
import type { BackgroundTraffic, ProxyName } from './verification.ts';

/** Everything that the witnesses saw and that belongs to no probe and no check: the browser's own traffic. */
export function backgroundTraffic(
  ledger: Ledger,
  judged: Iterable<Sighting>,
  names: readonly ProxyName[],
): readonly BackgroundTraffic[] {
  const ours = new Set<string>();
  for (const sighting of judged) if (sighting.witness === 'proxy') ours.add(`${sighting.index}/${sighting.sequence}`);

  const counted = new Map<string, { route: string; authority: string; requests: number }>();
  const count = (route: string, authority: string): void => {
    const key = `${route} ${authority}`;
    const known = counted.get(key);
    if (known) known.requests++;
    else counted.set(key, { route, authority, requests: 1 });
  };
  for (const { index, sequence, kind, authority } of ledger.proxySightings()) {
    if (kind !== 'none' && !ours.has(`${index}/${sequence}`)) count(names[index]?.name ?? `proxy #${index}`, authority);
  }
  for (const sighting of ledger.unmarkedOriginSightings()) {
    if (ledger.openerOf(sighting) === undefined) count('direct', sighting.authority);
  }
  return [...counted.values()].sort((a, b) => b.requests - a.requests);
}
