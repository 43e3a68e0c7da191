import type { Socket } from 'node:net';
import { type Answer, closingAnswer, keepingAnswer } from '../protocol/answer.ts';
import { type Authority, type BadTarget, formatAuthority } from '../protocol/authority.ts';
import type { RequestOutcome } from '../record.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { Dial } from './dial.ts';
import type { Exchange } from './journal.ts';
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

/** Decides what becomes of a request, and writes that down before the client learns of it. */
export function admit(core: Core, connection: Connection, candidate: Candidate): void {
  const exchange = connection.openExchange();
  const pressure = core.journal.pressure();
  if (!pressure) {
    decide(core, connection, candidate, exchange);
    return;
  }
  const held = pressure.then(() => {
    core.held.delete(held);
    decide(core, connection, candidate, exchange);
  });
  core.held.add(held);
}

const GONE = 'The client went away before its request could be handled.';

function decide(core: Core, connection: Connection, candidate: Candidate, exchange: Exchange): void {
  const { kind, method, target, rawHeaders } = candidate;
  const { socket } = connection;
  const credentials = core.access.judge(rawHeaders);
  const named = 'problem' in target ? undefined : formatAuthority(target);
  const facts = { kind: named === undefined ? 'none' : kind, method, authority: named ?? '', credentials } as const;

  const answer = (outcome: RequestOutcome, reply: Answer) => {
    const detail = reply.body.trimEnd();
    if (socket.destroyed) {
      exchange.decide({ ...facts, outcome, detail });
      exchange.end(connection.closer);
    } else {
      exchange.decide({ ...facts, outcome, status: reply.status, detail });
      candidate.reply(reply);
      exchange.end('proxy');
    }
  };

  if (socket.destroyed) {
    exchange.decide({ ...facts, outcome: 'no-request', detail: GONE });
    exchange.end(connection.closer);
  } else if (misbehave(core, connection, exchange, facts, candidate)) {
    // Its deed is done and recorded.
  } else if ('problem' in target) {
    answer('bad-request', closingAnswer(400, target.problem));
  } else if (candidate.problem !== undefined) {
    answer('bad-request', closingAnswer(400, candidate.problem));
  } else if (!core.access.admits(credentials)) {
    const challenge = ['Proxy-Authenticate', core.access.challenge];
    const text = `The credentials for this proxy are ${credentials}.`;
    answer('authentication-required', keepingAnswer(407, text, challenge));
  } else {
    new Dial(core, target, {
      connected(upstream, ends) {
        exchange.decide({ ...facts, outcome: 'established', upstream: ends });
        if (socket.destroyed) {
          upstream.destroy();
          exchange.end(connection.closer);
        } else {
          candidate.proceed(upstream, exchange);
        }
      },
      failed(reason) {
        answer('unreachable', keepingAnswer(502, `The proxy could not connect to ${named}: ${reason}.`));
      },
    });
  }
}
