import type { Clock } from '../clock.ts';
import type { Delays } from './fault-kind.ts';

/** Delays that end with the emulator. */
export class Timers implements Delays, Disposable {
  readonly #clock: Clock;
  /** What is pending, with what becomes of it when everything ends. */
  readonly #pending = new Map<Disposable, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      this.#start(milliseconds, resolve, resolve);
    });

  later = (milliseconds: number, action: () => void): void => this.#start(milliseconds, action, () => undefined);

  [Symbol.dispose](): void {
    for (const [timer, atEnd] of this.#pending) {
      timer[Symbol.dispose]();
      atEnd();
    }
    this.#pending.clear();
  }

  #start(milliseconds: number, action: () => void, atEnd: () => void): void {
    const timer = this.#clock.after(milliseconds, () => {
      this.#pending.delete(timer);
      action();
    });
    this.#pending.set(timer, atEnd);
  }
}
