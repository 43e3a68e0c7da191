import { performance } from 'node:perf_hooks';
import type { EndRecord, RequestRecord, SocketAddress } from '../record.ts';
import type { RecordSink } from '../sink.ts';

/** What is known of a request before its fate is decided. */
export type RequestFacts = Pick<RequestRecord, 'kind' | 'method' | 'authority' | 'credentials' | 'userInformation'>;

/** Nothing is known of what came. */
export const NO_REQUEST: RequestFacts = { kind: 'none', method: '', authority: '', credentials: 'absent' };

/** What became of it. */
export type Fate = Pick<RequestRecord, 'outcome' | 'status' | 'upstream' | 'relay' | 'detail'>;

/** Numbers and times the records of one proxy. */
export class Journal {
  readonly #proxy: string;
  readonly #sink: RecordSink;
  #sequence = 0;
  #exchanges = 0;

  constructor(proxy: string, sink: RecordSink) {
    this.#proxy = proxy;
    this.#sink = sink;
  }

  /** A promise while the sink cannot take more. */
  pressure(): Promise<void> | undefined {
    return this.#sink.pressure?.();
  }

  /** Begins an exchange; its first record comes with {@link Exchange.decide}. */
  open(client: SocketAddress): Exchange {
    return new Exchange(this, ++this.#exchanges, client);
  }

  writeRequest(exchange: number, client: SocketAddress, facts: RequestFacts, fate: Fate): void {
    const { kind, method, authority, credentials, userInformation } = facts;
    this.#sink.write({
      type: 'request',
      proxy: this.#proxy,
      sequence: ++this.#sequence,
      exchange,
      at: now(),
      client,
      kind,
      method,
      authority,
      credentials,
      ...(userInformation ? { userInformation } : {}),
      ...fate,
    });
  }

  writeEnd(exchange: number, end: Omit<EndRecord, 'type' | 'proxy' | 'sequence' | 'exchange' | 'at'>): void {
    const proxy = this.#proxy;
    this.#sink.write({ type: 'end', proxy, sequence: ++this.#sequence, exchange, at: now(), ...end });
  }
}

/** One request and what follows from it: exactly one `request` record, then exactly one `end` record. */
export class Exchange {
  /** Payload bytes so far. */
  bytesUp = 0;
  bytesDown = 0;
  private readonly journal: Journal;
  private readonly id: number;
  private readonly client: SocketAddress;
  private readonly startedAt = performance.now();
  private state: 'undecided' | 'decided' | 'ended' = 'undecided';

  constructor(journal: Journal, id: number, client: SocketAddress) {
    this.journal = journal;
    this.id = id;
    this.client = client;
  }

  get ended(): boolean {
    return this.state === 'ended';
  }

  /** Writes the `request` record. Called once. */
  decide(facts: RequestFacts, fate: Fate): void {
    this.state = 'decided';
    this.journal.writeRequest(this.id, this.client, facts, fate);
  }

  /** Writes the `end` record; whoever comes first says who closed. */
  end(closedBy: EndRecord['closedBy']): void {
    if (this.state !== 'decided') return;
    this.state = 'ended';
    const { bytesUp, bytesDown } = this;
    const durationMilliseconds = performance.now() - this.startedAt;
    this.journal.writeEnd(this.id, { bytesUp, bytesDown, durationMilliseconds, closedBy });
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
