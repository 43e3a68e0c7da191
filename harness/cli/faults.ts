type Listener = (fault: unknown) => void;

let listener: Listener | undefined;

/** Tells of errors that nobody caught and rejections that nobody awaited, and nobody else from now on. */
export function onFault(next: Listener): void {
  // First the new one: without any, a fault would end the process as Node.js does.
  process.on('uncaughtException', next);
  if (listener !== undefined) process.off('uncaughtException', listener);
  listener = next;
}
