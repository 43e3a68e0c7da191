import type { Misbehaviour } from './misbehaviour.ts';

/** Says yes to every request, then resets the connection: a tunnel that breaks, an answer without its content. */
export interface ResetAfterAnswer {
  readonly kind: 'reset-after-answer';
}

/** For a CONNECT the length means nothing (RFC 9110 section 9.3.6); any other answer is cut off before its end. */
const YES = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', 'latin1');

export const resetAfterAnswer: Misbehaviour<ResetAfterAnswer> = {
  strikes: 'request',
  status: 200,
  detail: () => 'Configured to reset the connection after answering a request with 200.',
  act({ socket }) {
    // Not before it is on its way: a reset discards what waits to be sent.
    socket.write(YES, () => socket.resetAndDestroy());
    return undefined;
  },
};
