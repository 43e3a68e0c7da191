import type { EndRecord, RequestRecord, SocketAddress } from '../../proxies/record.ts';
import type { ProbeId, Scheme } from '../matrix/probe.ts';

/** An instrumented proxy handled a request. `index` is the proxy's position in the configuration. */
export interface ProxySighting extends RequestRecord {
  readonly witness: 'proxy';
  readonly index: number;
  /** The end of the exchange, once it is over. */
  readonly end?: EndRecord;
}

/** The origin answered a request. */
export interface OriginSighting {
  readonly witness: 'origin';
  readonly at: number;
  /** Marker found in the path; absent for traffic that is not ours. */
  readonly marker?: ProbeId;
  readonly scheme: Scheme;
  readonly protocol: 'http/1.0' | 'http/1.1' | 'h2';
  readonly method: string;
  /** `Host` header or `:authority`. */
  readonly authority: string;
  /** TLS server name, where the connection is TLS and named one. */
  readonly serverName?: string;
  /** The other end of the TCP connection: a proxy's upstream socket, or whoever connected directly. */
  readonly peer: SocketAddress;
  /** When that TCP connection was accepted. */
  readonly connectionAcceptedAt: number;
  /** Of the request, where it has one: how long it was, and its SHA-256 in hexadecimal. */
  readonly body?: { readonly bytes: number; readonly sha256: string };
  /**
   * Names of headers that should have stopped at a proxy (`proxy-authorization`, …), or that brought credentials here;
   * `request target` where the URL did. Bodies are not searched: nobody keeps more of them than a digest.
   */
  readonly leakedHeaders: readonly string[];
}

/** What the browser itself says became of a probe. */
export interface BrowserSighting {
  readonly witness: 'browser';
  readonly at: number;
  readonly marker: ProbeId;
  readonly outcome:
    | { readonly kind: 'response'; readonly status: number; readonly marker?: string }
    /** A WebSocket opened and echoed. */
    | { readonly kind: 'open'; readonly marker?: string }
    /** `error` is the browser's own word (`net::ERR_TUNNEL_CONNECTION_FAILED`, `TypeError: Failed to fetch`). */
    | { readonly kind: 'failed'; readonly error: string };
  readonly durationMilliseconds: number;
  /** How often the browser had given it up before, because its machine's network changed. Absent: never. */
  readonly withdrawn?: number;
}

/** One immutable record of a witness. */
export type Sighting = ProxySighting | OriginSighting | BrowserSighting;
