import type { Ledger } from './ledger.ts';
import { plainAddress } from './plain-address.ts';
import type { OriginSighting, ProxySighting } from './sightings.ts';

/** A proxy that is somebody's own: nobody but the tap before it tells what it does. */
export interface TappedProxy {
  /** Addresses that its own connections come from, as the origin sees them. */
  readonly egress: readonly string[];
  /** Its position in the configuration; absent where it plays no part in that. */
  readonly index?: number;
}

/** Who brought a request to the origin. */
export type Bearer =
  /** This exchange of a proxy. */
  | { readonly kind: 'proxy'; readonly exchange: ProxySighting }
  /** Nobody: the session itself. */
  | { readonly kind: 'session' }
  /** It may have been one or the other. `reason` is a sentence. */
  | { readonly kind: 'unclear'; readonly reason: string; readonly exchanges: readonly ProxySighting[] };

/** What a request was, as a proxy is asked for it. */
export interface AskedFor {
  readonly kind: 'tunnel' | 'forward';
  /** `host:port`. */
  readonly authority: string;
}

/**
 * Who brought a request to the origin. The connections of an instrumented proxy are known one by one. Of those of a proxy
 * behind a tap only the address is: the request came through it where the address is its alone and its tap had an
 * exchange for the same `host:port` under way. Where these two do not agree, nothing is concluded, least of all that the
 * request was direct.
 */
export function bearerOf(seen: OriginSighting, asked: AskedFor, ledger: Ledger): Bearer {
  const opener = ledger.openerOf(seen);
  if (opener !== undefined) return { kind: 'proxy', exchange: opener };
  const exchanges = passedOn(seen, asked, ledger);
  const address = plainAddress(seen.peer.address);
  const homes = ledger.tapped.filter(({ egress }) => egress.some((one) => plainAddress(one) === address));
  if (homes.length === 0 && exchanges.length === 0) return { kind: 'session' };

  const unclear = (reason: string): Bearer => ({ kind: 'unclear', reason, exchanges });
  const from = `The origin saw the request come from ${address}`;
  const atHome = exchanges.filter(({ index }) => homes.some((home) => home.index === index));
  const [exchange] = atHome;
  if (exchange === undefined) {
    const passed =
      exchanges.length === 0
        ? `no tap passed on ${asked.authority} at that time`
        : `${namesOf(exchanges)}, whose tap passed on ${asked.authority} at that time, has another address`;
    return unclear(
      homes.length === 0 ? `${from}, but ${passed}.` : `${from}, where a proxy behind a tap is, but ${passed}.`,
    );
  }
  if (new Set(atHome.map(({ index }) => index)).size > 1) {
    return unclear(`${from}, and the taps of ${namesOf(atHome)} all passed on ${asked.authority} at that time.`);
  }
  if (atHome.some(({ client }) => plainAddress(client.address) === address)) {
    return unclear(`${from}, where both the session and ${exchange.proxy} are: it does not tell which of them it was.`);
  }
  return { kind: 'proxy', exchange };
}

/** What taps had under way for exactly this `host:port` when the origin saw the request. */
function passedOn({ at: moment }: OriginSighting, asked: AskedFor, ledger: Ledger): readonly ProxySighting[] {
  return ledger.stoppedAt(asked.authority).filter((one) => {
    if (one.outcome !== 'relayed' || one.kind !== asked.kind) return false;
    const { from, to } = one.kind === 'tunnel' ? tunnelSpan(one) : forwardSpan(one);
    return moment >= from - ledger.clockTolerance && moment <= to + ledger.clockTolerance;
  });
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A tunnel that the proxy did not open has carried nothing. */
function tunnelSpan({ at, end, status = 0 }: ProxySighting): Span {
  const opened = status >= 200 && status < 300;
  return { from: opened ? at : Number.POSITIVE_INFINITY, to: end?.at ?? Number.POSITIVE_INFINITY };
}

/** A forwarded request is written down with its answer: whatever the origin saw of it, it had seen by then. */
function forwardSpan({ at, end }: ProxySighting): Span {
  return { from: end === undefined ? Number.NEGATIVE_INFINITY : end.at - end.durationMilliseconds, to: at };
}

function namesOf(exchanges: readonly ProxySighting[]): string {
  return [...new Set(exchanges.map(({ proxy }) => proxy))].join(' and ');
}
