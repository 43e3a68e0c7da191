import { keepingAnswer } from '../protocol/answer.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** Answers every request itself. A 407 carries a Basic challenge, without which it would not be one. */
export interface Respond {
  readonly kind: 'respond';
  /** 400–599. */
  readonly status: number;
  /** Plain text; default: a sentence that says so. */
  readonly body?: string;
}

const CHALLENGE = ['Proxy-Authenticate', 'Basic realm="configured to answer 407"'];

export const respond: Misbehaviour<Respond> = {
  strikes: 'request',
  detail: ({ status }) => `Configured to answer every request with ${status}.`,
  act(_connection, { status, body }) {
    const text = body ?? `This proxy is configured to answer every request with ${status}.`;
    return keepingAnswer(status, text, status === 407 ? CHALLENGE : []);
  },
};
