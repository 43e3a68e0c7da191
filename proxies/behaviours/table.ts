import type { Connection } from '../engine/connection.ts';
import type { Answer } from '../protocol/answer.ts';
import { type BlackHole, blackHole } from './black-hole.ts';
import { type Challenge, challenge } from './challenge.ts';
import { type CloseAfterRequest, closeAfterRequest } from './close-after-request.ts';
import { type Garbage, garbage } from './garbage.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { type Refuse, refuse } from './refuse.ts';
import { type ResetAfterAnswer, resetAfterAnswer } from './reset-after-answer.ts';
import { type ResetAfterRequest, resetAfterRequest } from './reset-after-request.ts';
import { type Respond, respond } from './respond.ts';
import type { Slow } from './slow.ts';

/** A proxy that does its work. */
interface Normal {
  readonly kind: 'normal';
}

type Misbehaving =
  | BlackHole
  | Challenge
  | CloseAfterRequest
  | Garbage
  | Refuse
  | ResetAfterAnswer
  | ResetAfterRequest
  | Respond;

/** How a proxy behaves. Each one is a small file and a row of the table. */
export type Behaviour = Normal | Slow | Misbehaving;

const table: { readonly [B in Misbehaving as B['kind']]: Misbehaviour<B> } = {
  'black-hole': blackHole,
  challenge,
  'close-after-request': closeAfterRequest,
  garbage,
  refuse,
  'reset-after-answer': resetAfterAnswer,
  'reset-after-request': resetAfterRequest,
  respond,
};

/** A misbehaviour with its parameters filled in. */
export interface ActiveMisbehaviour {
  readonly strikes: Misbehaviour<Misbehaving>['strikes'];
  readonly detail: string;
  /** See {@link Misbehaviour.status}. */
  readonly status: number | undefined;
  act(connection: Connection): Answer | undefined;
}

/** What to do instead of a proxy's work; undefined when the behaviour is to do it. */
export function misbehaviourOf(behaviour: Behaviour): ActiveMisbehaviour | undefined {
  if (behaviour.kind === 'normal' || behaviour.kind === 'slow') return undefined;
  const row: Misbehaviour<Misbehaving> = table[behaviour.kind];
  const { strikes, status } = row;
  return { strikes, status, detail: row.detail(behaviour), act: (connection) => row.act(connection, behaviour) };
}
