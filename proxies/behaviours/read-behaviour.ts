import { CHALLENGE_SCHEMES, isChallengeScheme } from './challenge.ts';
import { SLOWEST } from './slow.ts';
import type { Behaviour } from './table.ts';

/** What somebody sent is no behaviour. The message says why, in plain words. */
export class BehaviourError extends Error {
  readonly code = 'ERR_BEHAVIOUR';

  constructor(problem: string) {
    super(problem);
    this.name = 'BehaviourError';
  }
}

type Members = Readonly<Record<string, unknown>>;
type Kind = Behaviour['kind'];

/** One row a behaviour: how its parameters are read. */
const readers: { readonly [K in Kind]: (members: Members) => Extract<Behaviour, { kind: K }> } = {
  normal: () => ({ kind: 'normal' }),
  'black-hole': () => ({ kind: 'black-hole' }),
  challenge: ({ scheme }) => {
    if (!isChallengeScheme(scheme)) {
      throw new BehaviourError(`scheme: one of ${CHALLENGE_SCHEMES.join(', ')} is needed.`);
    }
    return { kind: 'challenge', scheme };
  },
  'close-after-request': () => ({ kind: 'close-after-request' }),
  garbage: () => ({ kind: 'garbage' }),
  refuse: () => ({ kind: 'refuse' }),
  'reset-after-answer': () => ({ kind: 'reset-after-answer' }),
  'reset-after-request': () => ({ kind: 'reset-after-request' }),
  respond: ({ status, body }) => {
    if (typeof status !== 'number' || !Number.isInteger(status) || status < 400 || status > 599) {
      throw new BehaviourError('status: a whole number from 400 to 599 is needed.');
    }
    if (body !== undefined && typeof body !== 'string') throw new BehaviourError('body: a text is needed.');
    return { kind: 'respond', status, ...(body === undefined ? {} : { body }) };
  },
  slow: ({ milliseconds }) => {
    const bounded = typeof milliseconds === 'number' && milliseconds >= 1 && milliseconds <= SLOWEST;
    if (!bounded || !Number.isInteger(milliseconds)) {
      throw new BehaviourError(`milliseconds: a whole number from 1 to ${SLOWEST} is needed.`);
    }
    return { kind: 'slow', milliseconds };
  },
};

/**
 * Reads a behaviour from parsed JSON, as `{"kind": "respond", "status": 503}`.
 * @throws {BehaviourError} where it is none.
 */
export function readBehaviour(value: unknown): Behaviour {
  const members: Members = typeof value === 'object' && value !== null ? { ...value } : {};
  const { kind } = members;
  if (!isKind(kind)) throw new BehaviourError(`kind: one of ${Object.keys(readers).join(', ')} is needed.`);
  return readers[kind](members);
}

function isKind(kind: unknown): kind is Kind {
  return typeof kind === 'string' && Object.hasOwn(readers, kind);
}
