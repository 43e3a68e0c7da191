import type { Clock } from '../clock.ts';

/** Stands still at the time of its making, which signatures then agree with, until a test moves it. */
export class ManualClock implements Clock {
  #now = Date.now();
  readonly #due = new Set<{ readonly at: number; readonly action: () => void }>();

  now(): Date {
    return new Date(this.#now);
  }

  after(milliseconds: number, action: () => void): Disposable {
    const entry = { at: this.#now + milliseconds, action };
    this.#due.add(entry);
    return { [Symbol.dispose]: () => void this.#due.delete(entry) };
  }

  /** Actions that are still to come. */
  get pending(): number {
    return this.#due.size;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const entry of [...this.#due].filter(({ at }) => at <= this.#now)) {
      this.#due.delete(entry);
      entry.action();
    }
  }
}
