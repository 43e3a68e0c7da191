import { answerBytes, closingAnswer } from '../protocol/answer.ts';
import type { RequestOutcome } from '../record.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import { NO_REQUEST } from './journal.ts';
import { misbehave } from './misbehave.ts';

/** What is wrong with bytes that are no request, and what to say about it. */
export interface Complaint {
  /** Absent where the connection is closed without a word. */
  readonly status?: 400 | 408 | 431;
  readonly outcome: Extract<RequestOutcome, 'bad-request' | 'no-request'>;
  readonly detail: string;
}

export const MALFORMED: Complaint = {
  status: 400,
  outcome: 'bad-request',
  detail: 'The client sent something that is not an HTTP/1 request.',
};

export const TLS_IN_CLEAR: Complaint = {
  status: 400,
  outcome: 'bad-request',
  detail: 'The client began a TLS handshake; this proxy speaks plain HTTP.',
};

export const TOO_LARGE: Complaint = {
  status: 431,
  outcome: 'bad-request',
  detail: 'The head of the request is larger than this proxy allows.',
};

export const TOO_SLOW: Complaint = {
  status: 408,
  outcome: 'no-request',
  detail: 'The client did not finish the head of a request in time.',
};

export const SILENT: Complaint = {
  outcome: 'no-request',
  detail: 'The client stayed silent until the head timeout.',
};

/** Ends a connection on which something else than a request came. */
export function dismiss(core: Core, connection: Connection, complaint: Complaint): void {
  connection.barred = true;
  const exchange = connection.openExchange();
  const { status, detail } = complaint;
  const reply = () => connection.close(status && answerBytes(closingAnswer(status, detail)));
  if (misbehave(core, connection, exchange, NO_REQUEST, { reply, discard: () => connection.discard() })) return;
  exchange.decide(NO_REQUEST, complaint);
  reply();
  exchange.end('proxy');
}
