import type { Misbehaviour } from './misbehaviour.ts';

/** Reads a request, then resets the connection. */
export interface ResetAfterRequest {
  readonly kind: 'reset-after-request';
}

export const resetAfterRequest: Misbehaviour<ResetAfterRequest> = {
  strikes: 'request',
  detail: () => 'Configured to reset the connection after reading a request.',
  act({ socket }) {
    socket.resetAndDestroy();
    return undefined;
  },
};
