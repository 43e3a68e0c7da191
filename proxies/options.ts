import type { Behaviour } from './behaviours/table.ts';
import type { Authority } from './protocol/authority.ts';
import type { RecordSink } from './sink.ts';

/** Who may use a proxy. */
export type Access =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'basic';
      /** Without a colon (RFC 7617 section 2). */
      readonly username: string;
      readonly password: string;
      /** Shown in the challenge; the proxy's name where absent. */
      readonly realm?: string;
    };

/** What one connection or exchange may cost. Times in milliseconds. */
export interface Limits {
  /** Request line and header fields together, in bytes; more gets 431. */
  readonly headBytes: number;
  /** From the first wait for a head to its last byte; then 408, or a silent close where nothing came. */
  readonly headTimeout: number;
  /** For the connection to the destination to stand; then 502. */
  readonly connectTimeout: number;
  /** Without a byte in either direction of a tunnel or a forwarded exchange; then both sides are closed. */
  readonly idleTimeout: number;
}

/** Bytes of a request's head: what Node's own HTTP parser allows by default. */
export const HEAD_BYTES = 16 * 1024;
/** Milliseconds for a head to arrive: long enough for a browser's speculative connections to be used. */
export const HEAD_TIMEOUT = 30_000;
/** Milliseconds for the connection to the destination: below the patience of a browser, above any loopback or LAN. */
export const CONNECT_TIMEOUT = 15_000;
/** Milliseconds of silence: above the common 1–5 minute heartbeat of WebSockets. */
export const IDLE_TIMEOUT = 600_000;

export const DEFAULT_LIMITS: Limits = {
  headBytes: HEAD_BYTES,
  headTimeout: HEAD_TIMEOUT,
  connectTimeout: CONNECT_TIMEOUT,
  idleTimeout: IDLE_TIMEOUT,
};

export interface InstrumentedProxyOptions {
  /** Names the proxy in its records and in `Via`. */
  readonly name: string;
  /** Receives every record; stays open when the proxy is disposed of, for it belongs to the caller. */
  readonly sink: RecordSink;
  readonly access: Access;
  /** Where to connect for what the client asked for, so that every domain can lead to one origin. Must not throw. Default: there. */
  readonly dial?: (authority: Authority) => Authority;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly limits?: Partial<Limits>;
  /** Default `normal`. */
  readonly behaviour?: Behaviour;
}
