import { type ActiveMisbehaviour, misbehaviourOf } from '../behaviours/table.ts';
import type { Answer } from '../protocol/answer.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { type Exchange, NO_REQUEST, type RequestFacts } from './journal.ts';

/** How the struck request's side of the connection is served. */
interface Served {
  reply(answer: Answer): void;
  discard(): void;
}

/**
 * Lets a configured misbehaviour take the proxy's place, and records it.
 * @returns false where the proxy is to do its work.
 */
export function misbehave(
  core: Core,
  connection: Connection,
  exchange: Exchange,
  facts: RequestFacts,
  served: Served,
): boolean {
  const misbehaviour = misbehaviourOf(core.behaviour);
  if (misbehaviour) strike(misbehaviour, connection, exchange, facts, served);
  return misbehaviour !== undefined;
}

/** The same before anything was read from a connection. */
export function misbehaveAtOnce(core: Core, connection: Connection): boolean {
  const misbehaviour = misbehaviourOf(core.behaviour);
  if (misbehaviour?.strikes !== 'connection') return false;
  const served = { reply: () => connection.close(), discard: () => connection.discard() };
  strike(misbehaviour, connection, connection.openExchange(), NO_REQUEST, served);
  return true;
}

function strike(
  misbehaviour: ActiveMisbehaviour,
  connection: Connection,
  exchange: Exchange,
  facts: RequestFacts,
  served: Served,
): void {
  const { socket } = connection;
  const reply = misbehaviour.act(connection);
  const status = reply?.status ?? misbehaviour.status;
  const answered = status === undefined ? {} : { status };
  exchange.decide(facts, { outcome: 'misbehaved', detail: misbehaviour.detail, ...answered });
  if (reply) {
    served.reply(reply);
    exchange.end('proxy');
  } else if (socket.destroyed) {
    exchange.end(connection.closer);
  } else {
    socket.once('close', () => exchange.end(connection.closer));
    served.discard();
  }
}
