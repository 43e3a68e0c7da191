import { keepingAnswer } from '../protocol/answer.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** Answers every request with 407, and asks for credentials by another scheme than Basic. */
export interface Challenge {
  readonly kind: 'challenge';
  readonly scheme: keyof typeof CHALLENGES;
}

/** Fixed, for nobody is meant to answer. */
const CHALLENGES = {
  Digest: 'Digest realm="proxy", qop="auth", algorithm=SHA-256, nonce="bm9uY2U", opaque="b3BhcXVl"',
  Negotiate: 'Negotiate',
  NTLM: 'NTLM',
} as const;

/** The schemes that it can ask for. */
export const CHALLENGE_SCHEMES: readonly string[] = Object.keys(CHALLENGES);

export function isChallengeScheme(name: unknown): name is Challenge['scheme'] {
  return typeof name === 'string' && Object.hasOwn(CHALLENGES, name);
}

export const challenge: Misbehaviour<Challenge> = {
  strikes: 'request',
  detail: ({ scheme }) => `Configured to answer every request with a ${scheme} challenge.`,
  act(_connection, { scheme }) {
    const text = `This proxy takes credentials by ${scheme} only.`;
    return keepingAnswer(407, text, ['Proxy-Authenticate', CHALLENGES[scheme]]);
  },
};
