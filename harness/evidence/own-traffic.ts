import type { Ledger } from './ledger.ts';
import { plainAddress } from './plain-address.ts';
import type { OriginSighting, ProxySighting } from './sightings.ts';

/** Tells the run's own traffic from that of strangers, who knock on every port that the internet can reach. */
export interface OwnTraffic {
  atProxy(sighting: ProxySighting): boolean;
  atOrigin(sighting: OriginSighting): boolean;
}

/**
 * Requests with a marker of the run show from which addresses its session comes: at a proxy as its client, at the origin
 * as the peer of a direct connection. Whatever comes from elsewhere is a stranger's. Where no such request arrived,
 * nobody is taken for a stranger.
 */
export function ownTraffic(ledger: Ledger): OwnTraffic {
  const addresses = new Set<string>();
  for (const seen of ledger.markedOriginSightings()) {
    addresses.add(plainAddress(ledger.openerOf(seen)?.client.address ?? seen.peer.address));
  }
  const isOwn = (address: string): boolean => addresses.size === 0 || addresses.has(plainAddress(address));
  return {
    atProxy: ({ client }) => isOwn(client.address),
    atOrigin: (seen) => seen.marker !== undefined || isOwn(ledger.openerOf(seen)?.client.address ?? seen.peer.address),
  };
}
