import type { Misbehaviour } from './misbehaviour.ts';

/** Accepts a connection and resets it at once: the nearest a listening socket comes to refusing. */
export interface Refuse {
  readonly kind: 'refuse';
}

export const refuse: Misbehaviour<Refuse> = {
  strikes: 'connection',
  detail: () => 'Configured to reset every connection at once.',
  act({ socket }) {
    socket.resetAndDestroy();
    return undefined;
  },
};
