/** Time as the emulator sees it, so that tests can move it. */
export interface Clock {
  now(): Date;
  /** Calls `action` once after so many milliseconds, unless it is disposed before. */
  after(milliseconds: number, action: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
