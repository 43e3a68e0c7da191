import type { Misbehaviour } from './misbehaviour.ts';

/** Reads requests and never answers. The connection lasts until the client leaves or the proxy is disposed of. */
export interface BlackHole {
  readonly kind: 'black-hole';
}

export const blackHole: Misbehaviour<BlackHole> = {
  strikes: 'request',
  detail: () => 'Configured never to answer.',
  act({ socket }) {
    // Half-open sockets outlive their client unless told otherwise.
    socket.once('end', () => socket.destroy());
    return undefined;
  },
};
