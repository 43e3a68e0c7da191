import type { Socket } from 'node:net';
import { waitSlowly } from '../behaviours/slow.ts';
import { type Answer, closingAnswer, keepingAnswer } from '../protocol/answer.ts';
import { type Authority, type BadTarget, formatAuthority } from '../protocol/authority.ts';
import type { RequestOutcome } from '../record.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { type Caller, Dial } from './dial.ts';
import type { Exchange, Fate, RequestFacts } from './journal.ts';
import { misbehave } from './misbehave.ts';

/** A request whose head was read, before anything is decided about it. */
export interface Candidate {
  readonly kind: 'tunnel' | 'forward';
  readonly method: string;
  readonly target: Authority | BadTarget;
  readonly rawHeaders: readonly string[];
  /** What else is wrong with the head. */
  readonly problem: string | undefined;
  /** Sends an answer of the proxy's own, then goes on with the connection or ends it. */
  reply(answer: Answer): void;
  /** Reads and discards what the client still sends, so that its leaving is noticed. */
  discard(): void;
  /** The connection to the destination stands. Ends the exchange in its time. */
  proceed(upstream: Socket, exchange: Exchange): void;
}

const GONE = 'The client went away before its request could be handled.';

/** Decides what becomes of a request, and writes that down before the client learns of it. */
export function admit(core: Core, connection: Connection, candidate: Candidate): void {
  const admission = new Admission(core, connection, candidate);
  const { behaviour } = core;
  const wait = behaviour.kind === 'slow' ? waitSlowly(behaviour, connection.socket) : core.journal.pressure();
  if (!wait) {
    admission.decide();
    return;
  }
  const held = wait.then(() => {
    core.held.delete(held);
    admission.decide();
  });
  core.held.add(held);
}

function userInformationOf({ userInformation }: BadTarget): Pick<RequestFacts, 'userInformation'> {
  return userInformation ? { userInformation } : {};
}

class Admission implements Caller {
  private readonly core: Core;
  private readonly connection: Connection;
  private readonly candidate: Candidate;
  private readonly exchange: Exchange;
  private readonly facts: RequestFacts;

  constructor(core: Core, connection: Connection, candidate: Candidate) {
    const { kind, method, target, rawHeaders } = candidate;
    const credentials = core.access.judge(rawHeaders);
    this.core = core;
    this.connection = connection;
    this.candidate = candidate;
    this.exchange = connection.openExchange();
    this.facts =
      'problem' in target
        ? { kind: 'none', method, authority: '', credentials, ...userInformationOf(target) }
        : { kind, method, authority: formatAuthority(target), credentials };
  }

  decide(): void {
    const { target, problem } = this.candidate;
    const { credentials } = this.facts;
    if (this.connection.socket.destroyed) {
      this.exchange.decide(this.facts, { outcome: 'no-request', detail: GONE });
      this.exchange.end(this.connection.closer);
    } else if (misbehave(this.core, this.connection, this.exchange, this.facts, this.candidate)) {
      // Its deed is done and recorded.
    } else if ('problem' in target) {
      this.answer('bad-request', closingAnswer(400, target.problem));
    } else if (problem !== undefined) {
      this.answer('bad-request', closingAnswer(400, problem));
    } else if (!this.core.access.admits(credentials)) {
      const challenge = ['Proxy-Authenticate', this.core.access.challenge];
      const text = `The credentials for this proxy are ${credentials}.`;
      this.answer('authentication-required', keepingAnswer(407, text, challenge));
    } else {
      new Dial(this.core, target, this);
    }
  }

  connected(upstream: Socket, ends: NonNullable<Fate['upstream']>): void {
    this.exchange.decide(this.facts, { outcome: 'established', upstream: ends });
    if (this.connection.socket.destroyed) {
      upstream.destroy();
      this.exchange.end(this.connection.closer);
    } else {
      this.candidate.proceed(upstream, this.exchange);
    }
  }

  failed(reason: string): void {
    const text = `The proxy could not connect to ${this.facts.authority}: ${reason}.`;
    this.answer('unreachable', keepingAnswer(502, text));
  }

  private answer(outcome: RequestOutcome, answer: Answer): void {
    const detail = answer.body.trimEnd();
    if (this.connection.socket.destroyed) {
      this.exchange.decide(this.facts, { outcome, detail });
      this.exchange.end(this.connection.closer);
    } else {
      this.exchange.decide(this.facts, { outcome, status: answer.status, detail });
      this.candidate.reply(answer);
      this.exchange.end('proxy');
    }
  }
}
