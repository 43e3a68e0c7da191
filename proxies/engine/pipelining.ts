import type { ServerResponse } from 'node:http';
import { answerFields, closingAnswer } from '../protocol/answer.ts';
import type { Connection } from './connection.ts';
import { NO_REQUEST } from './journal.ts';
import { passOnDrain } from './own-response.ts';

const TOO_EARLY = closingAnswer(400, 'The client sent a request before it had the answer to the one before.');
const BROKEN_BODY = closingAnswer(400, 'The body of the request is not framed as HTTP/1 frames bodies.');

/** Whether an answer is still under way, so that the next one must not begin. */
export function isBusy({ conversation }: Connection): boolean {
  return conversation !== undefined && !conversation.response.writableFinished;
}

/**
 * Refuses a request that came too early. Node queues its `response` behind the one under way; without a response
 * (CONNECT, upgrade) the connection closes after the one under way.
 */
export function refusePipelined(connection: Connection, response?: ServerResponse): void {
  const answered = response !== undefined && !connection.barred;
  connection.barred = true;
  const exchange = connection.openExchange();
  const status = answered && { status: TOO_EARLY.status };
  exchange.decide(NO_REQUEST, { outcome: 'bad-request', detail: TOO_EARLY.body.trimEnd(), ...status });
  if (!response) finishThenClose(connection);
  else if (answered) response.writeHead(TOO_EARLY.status, answerFields(TOO_EARLY)).end(TOO_EARLY.body);
  exchange.end('proxy');
}

/** What follows the request under way is no request: its answer is the last one. */
export function finishThenClose({ conversation, socket }: Connection): void {
  if (!conversation) return;
  const { response } = conversation;
  response.shouldKeepAlive = false;
  response.once('finish', () => socket.destroySoon());
  passOnDrain(socket, response);
}

/** The request under way is broken itself, so that no answer of its destination can be trusted to be for it. */
export function breakOff({ conversation, socket }: Connection): void {
  if (conversation && !conversation.response.headersSent) {
    conversation.response.writeHead(BROKEN_BODY.status, answerFields(BROKEN_BODY)).end(BROKEN_BODY.body);
  } else {
    socket.destroy();
  }
}
