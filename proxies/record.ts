/**
 * What an instrumented proxy writes down. Records are immutable, numbered without gaps per proxy
 * (a gap proves a lost record), and never hold a credential: only what became of it.
 */

/** One end of a TCP connection. */
export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/**
 * What a request's `Proxy-Authorization` header was worth to the proxy that received it.
 * An open proxy calls every well-formed header `invalid`: nobody was meant to send it one. A tap that knows no credentials
 * to compare with says `present`, whatever the header is.
 */
export type CredentialState = 'absent' | 'present' | 'valid' | 'invalid' | 'malformed';

/** How a request ended at the proxy's front door. */
export type RequestOutcome =
  /** The upstream connection stands: a tunnel is open or a request was forwarded. */
  | 'established'
  /** 407: no, wrong or malformed credentials at a proxy that asks for them. */
  | 'authentication-required'
  /** 502: the destination could not be reached. At a tap: the proxy behind it could not, or gave no answer. */
  | 'unreachable'
  /** 400 or 431: not a request that this proxy understands, or too large. */
  | 'bad-request'
  /** The client connected and went away, or stayed silent until the head timeout, without a whole request. */
  | 'no-request'
  /** A configured behaviour (refuse, reset, …) decided instead of the proxy. */
  | 'misbehaved'
  /** At a tap: the proxy behind it answered with `status`, whatever that was, short of asking for credentials. */
  | 'relayed';

interface RecordBase {
  /** Name of the proxy that wrote the record. */
  readonly proxy: string;
  /** 1, 2, 3, … per proxy, in the order of writing. */
  readonly sequence: number;
  /** Pairs the `request` and the `end` record of one exchange. */
  readonly exchange: number;
  /** Milliseconds since the Unix epoch, with fractions (monotonic within the process). */
  readonly at: number;
}

export interface RequestRecord extends RecordBase {
  readonly type: 'request';
  /** `tunnel` for CONNECT, `forward` for an absolute-form request, `none` when no request was understood. */
  readonly kind: 'tunnel' | 'forward' | 'none';
  readonly method: string;
  /** Host and port as the client asked for them (`api.company.com:443`); empty when no request was understood. */
  readonly authority: string;
  readonly client: SocketAddress;
  readonly credentials: CredentialState;
  /** The request's target held user information (`user:password@…`), whatever that was. */
  readonly userInformation?: true;
  readonly outcome: RequestOutcome;
  /** The status line's code that the proxy itself answered with, where it did. */
  readonly status?: number;
  /** Both ends of the proxy's own connection to the destination; `local` is what the origin sees as its peer. */
  readonly upstream?: { readonly local: SocketAddress; readonly remote: SocketAddress };
  /** At a tap: both ends of its connection to the proxy behind it. No origin ever sees it. */
  readonly relay?: { readonly local: SocketAddress; readonly remote: SocketAddress };
  /** Why it ended so, in plain words; never a header's value. */
  readonly detail?: string;
}

export interface EndRecord extends RecordBase {
  readonly type: 'end';
  /** Payload bytes from the client to the destination. */
  readonly bytesUp: number;
  /** Payload bytes from the destination to the client. */
  readonly bytesDown: number;
  /** From the request's head to the end of the exchange, in milliseconds. */
  readonly durationMilliseconds: number;
  readonly closedBy: 'client' | 'upstream' | 'proxy' | 'error';
}

export type ProxyRecord = RequestRecord | EndRecord;
