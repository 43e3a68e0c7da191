import { type Exchange, type Fate, type Journal, NO_REQUEST, type RequestFacts } from '../engine/journal.ts';
import { formatAuthority } from '../protocol/authority.ts';
import type { AccessCheck } from '../protocol/basic-access.ts';
import type { EndRecord, RequestOutcome, RequestRecord, SocketAddress } from '../record.ts';
import { type AskedFor, askedFor, opens, requestBody, responseBody, statusOf } from './framing.ts';
import { type MessageBody, type MessageHead, MessageReader } from './message-reader.ts';

interface Pending {
  readonly asked: AskedFor;
  readonly facts: RequestFacts;
  readonly exchange: Exchange;
  decided: boolean;
}

/** Where a tap writes to, and what it says of credentials. */
export interface Recording {
  readonly journal: Journal;
  readonly judge: AccessCheck['judge'];
  readonly headBytes: number;
}

/** RFC 9110 section 15.2: the one informational answer after which no other follows. */
const SWITCHING_PROTOCOLS = 101;

const GONE: Fate = { outcome: 'no-request', detail: 'The client went away before an answer came.' };

/** Follows the requests and answers of one connection from a copy of its bytes, and writes a record of each. */
export class Conversation {
  private readonly recording: Recording;
  private readonly client: SocketAddress;
  private readonly requests: MessageReader;
  private readonly answers: MessageReader;
  /** In the order in which they were asked: an HTTP/1 proxy answers in that order. */
  private readonly pending: Pending[] = [];
  private understood = false;
  private strange = false;
  /** Set once the connection to the real proxy stands. */
  relay: NonNullable<RequestRecord['relay']> | undefined;

  constructor(recording: Recording, client: SocketAddress) {
    this.recording = recording;
    this.client = client;
    this.requests = new MessageReader(recording.headBytes, {
      head: (head) => this.request(head),
      content: (bytes) => {
        const last = this.pending.at(-1);
        if (last) last.exchange.bytesUp += bytes;
      },
      end: () => {},
    });
    this.answers = new MessageReader(recording.headBytes, {
      head: (head) => this.answer(head),
      content: (bytes) => {
        const [first] = this.pending;
        if (first?.decided) first.exchange.bytesDown += bytes;
      },
      end: () => this.answered(),
    });
  }

  /** Bytes on their way to the real proxy. */
  up(chunk: Buffer): void {
    this.requests.read(chunk);
  }

  /** Bytes on their way to the client, before they are sent on. */
  down(chunk: Buffer): void {
    this.answers.read(chunk);
  }

  /**
   * The connection is over; what has no answer never gets one.
   * @param unanswered why there was none, in plain words.
   */
  end(closedBy: EndRecord['closedBy'], unanswered: string): void {
    for (const { exchange, facts, decided } of this.pending.splice(0)) {
      const fate: Fate = closedBy === 'client' ? GONE : { outcome: 'unreachable', detail: unanswered };
      if (!decided) exchange.decide(facts, this.withRelay(fate));
      exchange.end(closedBy);
    }
    if (this.understood) return;
    this.understood = true;
    const exchange = this.recording.journal.open(this.client);
    const detail = this.strange ? 'What came is no request to an HTTP proxy.' : 'No whole request came.';
    exchange.decide(NO_REQUEST, this.withRelay({ outcome: 'no-request', detail }));
    exchange.end(closedBy);
  }

  private request(head: MessageHead): MessageBody {
    const asked = askedFor(head);
    if (asked === undefined) {
      this.strange = true;
      return { kind: 'rest' };
    }
    this.understood = true;
    const { kind, method, authority } = asked;
    const credentials = this.recording.judge(head.rawHeaders);
    const facts: RequestFacts = { kind, method, authority: formatAuthority(authority), credentials };
    this.pending.push({ asked, facts, exchange: this.recording.journal.open(this.client), decided: false });
    return requestBody(asked, head);
  }

  private answer(head: MessageHead): MessageBody {
    const status = statusOf(head);
    const [first] = this.pending;
    if (status === undefined || first === undefined || first.decided) return { kind: 'rest' };
    if (status < 200 && status !== SWITCHING_PROTOCOLS) return { kind: 'length', bytes: 0 };
    const { asked, exchange, facts } = first;
    first.decided = true;
    exchange.decide(facts, this.withRelay({ outcome: outcomeOf(asked, status), status }));
    if (status === SWITCHING_PROTOCOLS) this.requests.expectRest();
    else if (asked.kind === 'tunnel' && !opens(status)) this.requests.expectHead();
    return responseBody(asked, status, head);
  }

  private answered(): void {
    if (this.pending[0]?.decided) this.pending.shift()?.exchange.end('upstream');
  }

  private withRelay(fate: Fate): Fate {
    return this.relay === undefined ? fate : { ...fate, relay: this.relay };
  }
}

/** Some proxies answer 401 where they should say 407. To a CONNECT nobody but a proxy gives an answer. */
function outcomeOf({ kind }: AskedFor, status: number): RequestOutcome {
  return status === 407 || (status === 401 && kind === 'tunnel') ? 'authentication-required' : 'relayed';
}
