import type { ProxyRecord, SocketAddress } from '../../proxies/record.ts';
import type { ProbeId } from '../matrix/probe.ts';
import type { TappedProxy } from './bearer.ts';
import { plainAddress } from './plain-address.ts';
import type { BrowserSighting, OriginSighting, ProxySighting } from './sightings.ts';

/** What is known of one exchange so far; its sighting is replaced by one with the end, when it is over. */
interface Exchange {
  sighting: ProxySighting;
}

/**
 * Everything the witnesses of a run have said so far, filed so that a join is a look-up. It only ever grows, and
 * what it hands out is never changed again.
 */
export class Ledger {
  /** Milliseconds that the clocks of two witnesses may differ by; 0 where they share a process. */
  readonly clockTolerance: number;
  readonly #exchanges: Exchange[] = [];
  readonly #byExchange = new Map<string, Exchange>();
  readonly #byUpstream = new Map<string, Exchange[]>();
  readonly #stoppedByAuthority = new Map<string, Exchange[]>();
  readonly #originByMarker = new Map<ProbeId, OriginSighting[]>();
  readonly #originUnmarked: OriginSighting[] = [];
  readonly #browser = new Map<ProbeId, BrowserSighting>();

  #heard: Promise<void> | undefined;
  #tell: () => void = () => undefined;

  /** Called for every request that a proxy refuses for want of credentials, with its `host:port`. */
  onUnauthenticated: ((authority: string) => void) | undefined;

  /** Proxies that only the tap before them is a witness of, whether or not they play a part in the configuration. */
  tapped: readonly TappedProxy[] = [];

  constructor(clockTolerance = 0) {
    this.clockTolerance = clockTolerance;
  }

  /** A record of the proxy at position `index` of the configuration. */
  proxyRecord(index: number, record: ProxyRecord): void {
    this.#file(index, record);
    this.#announce();
  }

  #file(index: number, record: ProxyRecord): void {
    const key = `${index}/${record.exchange}`;
    if (record.type === 'end') {
      const exchange = this.#byExchange.get(key);
      if (exchange) exchange.sighting = { ...exchange.sighting, end: record };
      this.#byExchange.delete(key);
      return;
    }
    const exchange: Exchange = { sighting: { witness: 'proxy', index, ...record } };
    this.#exchanges.push(exchange);
    this.#byExchange.set(key, exchange);
    if (record.upstream) file(this.#byUpstream, addressKey(record.upstream.local), exchange);
    if (record.outcome === 'established') return;
    const authority = record.authority.toLowerCase();
    file(this.#stoppedByAuthority, authority, exchange);
    if (record.outcome === 'authentication-required') this.onUnauthenticated?.(authority);
  }

  origin(sighting: OriginSighting): void {
    if (sighting.marker === undefined) this.#originUnmarked.push(sighting);
    else file(this.#originByMarker, sighting.marker, sighting);
    this.#announce();
  }

  /** Settles when a proxy or the origin has said something more. */
  next(): Promise<void> {
    this.#heard ??= new Promise((resolve) => {
      this.#tell = resolve;
    });
    return this.#heard;
  }

  #announce(): void {
    this.#heard = undefined;
    this.#tell();
  }

  browser(sighting: BrowserSighting): void {
    this.#browser.set(sighting.marker, sighting);
  }

  originSightings(marker: ProbeId): readonly OriginSighting[] {
    return this.#originByMarker.get(marker) ?? [];
  }

  markedOriginSightings(): readonly OriginSighting[] {
    return [...this.#originByMarker.values()].flat();
  }

  unmarkedOriginSightings(): readonly OriginSighting[] {
    return this.#originUnmarked;
  }

  browserSighting(marker: ProbeId): BrowserSighting | undefined {
    return this.#browser.get(marker);
  }

  /** Every origin sighting that named a header which should not have arrived. */
  leaks(): readonly OriginSighting[] {
    return [...this.markedOriginSightings(), ...this.#originUnmarked].filter((s) => s.leakedHeaders.length > 0);
  }

  /** How many proxies' sightings there are so far. */
  get proxySightingCount(): number {
    return this.#exchanges.length;
  }

  /** All proxies' sightings, or those after the first `count`, in the order in which they were written. */
  proxySightings(count = 0): readonly ProxySighting[] {
    return this.#exchanges.slice(count).map(({ sighting }) => sighting);
  }

  /** Exchanges for exactly this `host:port` that a proxy ended before they reached an origin, and all that taps saw of it. */
  stoppedAt(authority: string): readonly ProxySighting[] {
    return (this.#stoppedByAuthority.get(authority.toLowerCase()) ?? []).map(({ sighting }) => sighting);
  }

  /**
   * The proxy whose own connection to the origin is the one that the origin saw: same address and port, and open at
   * the time. A port is used again sooner or later, so a connection that was over before the origin accepted its own
   * is another one.
   */
  openerOf(seen: OriginSighting): ProxySighting | undefined {
    const candidates = this.#byUpstream.get(addressKey(seen.peer));
    const latestStart = seen.at + this.clockTolerance;
    const earliestEnd = seen.connectionAcceptedAt - this.clockTolerance;
    // Asked for every request, several times: lists made on the way would be megabytes of garbage.
    return candidates?.findLast(
      ({ sighting: { at, end } }) => at <= latestStart && (end === undefined || end.at >= earliestEnd),
    )?.sighting;
  }
}

function addressKey({ address, port }: SocketAddress): string {
  return `${plainAddress(address)} ${port}`;
}

function file<Key, Value>(shelf: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = shelf.get(key);
  if (values) values.push(value);
  else shelf.set(key, [value]);
}
