import type { Misbehaviour } from './misbehaviour.ts';

/** Reads a request, then closes the connection in good order without an answer. */
export interface CloseAfterRequest {
  readonly kind: 'close-after-request';
}

export const closeAfterRequest: Misbehaviour<CloseAfterRequest> = {
  strikes: 'request',
  detail: () => 'Configured to close the connection after reading a request.',
  act(connection) {
    connection.close();
    return undefined;
  },
};
