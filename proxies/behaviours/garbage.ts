import type { Misbehaviour } from './misbehaviour.ts';

/** Answers every request with bytes that are no HTTP, and closes the connection. */
export interface Garbage {
  readonly kind: 'garbage';
}

/** The beginning of a TLS record, as a proxy sends that expects TLS itself: no status line begins so. */
const NO_HTTP = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46, 0x0d, 0x0a, 0x0d, 0x0a]);

export const garbage: Misbehaviour<Garbage> = {
  strikes: 'request',
  detail: () => 'Configured to answer every request with bytes that are no HTTP.',
  act(connection) {
    connection.close(NO_HTTP);
    return undefined;
  },
};
