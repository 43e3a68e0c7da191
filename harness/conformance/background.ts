import type { Ledger } from '../evidence/ledger.ts';
import { ownTraffic } from '../evidence/own-traffic.ts';
import type { ProxySighting, Sighting } from '../evidence/sightings.ts';
import type { BackgroundTraffic, ProxyName } from './verification.ts';

/** Everything that the witnesses saw of the session and that belongs to no probe and no check: the browser's own traffic. */
export function backgroundTraffic(
  ledger: Ledger,
  judged: Iterable<{ readonly sightings: readonly Sighting[] }>,
  names: readonly ProxyName[],
): readonly BackgroundTraffic[] {
  const ours = new Set<string>();
  for (const { sightings } of judged) {
    for (const sighting of sightings) if (sighting.witness === 'proxy') ours.add(key(sighting));
  }

  const counted = new Map<string, { route: string; authority: string; requests: number }>();
  const count = (route: string, authority: string): void => {
    const line = `${route} ${authority}`;
    const known = counted.get(line);
    if (known) known.requests++;
    else counted.set(line, { route, authority, requests: 1 });
  };
  const own = ownTraffic(ledger);
  for (const sighting of ledger.proxySightings()) {
    const { index, kind, authority } = sighting;
    if (kind !== 'none' && own.atProxy(sighting) && !ours.has(key(sighting)))
      count(names[index]?.name ?? `proxy #${index}`, authority);
  }
  for (const sighting of ledger.unmarkedOriginSightings()) {
    if (own.atOrigin(sighting) && ledger.openerOf(sighting) === undefined) count('direct', sighting.authority);
  }
  return [...counted.values()].sort((a, b) => b.requests - a.requests);
}

function key({ index, sequence }: ProxySighting): string {
  return `${index}/${sequence}`;
}
