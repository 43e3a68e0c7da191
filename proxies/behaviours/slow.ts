import type { Socket } from 'node:net';

/** Does its work, but lets every request wait first. */
export interface Slow {
  readonly kind: 'slow';
  /** 1–60,000. */
  readonly milliseconds: number;
}

/** Longest wait, in milliseconds: above the patience of any client that is worth testing. */
export const SLOWEST = 60_000;

/** Settles when a request may be served: after the wait, or at once where its client has left. */
export function waitSlowly({ milliseconds }: Slow, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      socket.off('close', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    socket.once('close', over);
  });
}
