import type { WebSocket } from 'ws';

/** Bytes that may wait for a slow receiver before its sender is paused. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** Close codes that say how a connection ended and must not be sent (RFC 6455, 7.4.1). */
const NO_CODE_GIVEN = 1005;
const CLOSED_WITHOUT_HANDSHAKE = 1006;

/**
 * Passes every message on as it is, both ways, and the end of either side on to the other. A side is not read while
 * the other one cannot keep up.
 */
export function relay(one: WebSocket, other: WebSocket): void {
  forward(one, other);
  forward(other, one);
}

function forward(from: WebSocket, to: WebSocket): void {
  from.on('message', (data, binary) => {
    // Called for every message, also when it could not be sent: no side stays paused for one that is gone.
    to.send(data, { binary }, () => {
      if (to.bufferedAmount <= MAX_WAITING_BYTES) from.resume();
    });
    if (to.readyState === to.OPEN && to.bufferedAmount > MAX_WAITING_BYTES) from.pause();
  });
  from.on('close', (code, reason) => {
    if (code === CLOSED_WITHOUT_HANDSHAKE) to.terminate();
    else if (code === NO_CODE_GIVEN) to.close();
    else to.close(code, reason);
  });
  // `close` follows and says the same.
  from.on('error', () => undefined);
}
