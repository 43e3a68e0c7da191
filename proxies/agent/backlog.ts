/** Lines that an agent keeps, unless told otherwise: some 35 MB of records. */
const BACKLOG_LINES = 100_000;

/**
 * What a witness has written and others may still want to read: lines, numbered 1, 2, 3, … without gaps. Only the
 * newest are kept, so a reader that is too late learns that it is.
 */
export class Backlog {
  readonly #capacity: number;
  readonly #waiting = new Set<() => void>();
  #lines: string[] = [];
  /** Number of the newest line that is no longer kept. */
  #gone = 0;

  constructor(capacity = BACKLOG_LINES) {
    this.#capacity = capacity;
  }

  /** Number of the newest line; 0 before the first. */
  get last(): number {
    return this.#gone + this.#lines.length;
  }

  /** Number after which all lines are kept. */
  get gone(): number {
    return this.#gone;
  }

  append(line: string): void {
    this.#lines.push(line);
    // Rarely, and many at once: removing the first of many lines moves all others.
    if (this.#lines.length >= 2 * this.#capacity) this.#drop(this.#capacity);
    for (const wake of this.#waiting) wake();
  }

  /** Keeps no line that was written until now; numbers go on. */
  forget(): void {
    this.#drop(this.#lines.length);
  }

  /** At most `limit` lines after number `after`; `undefined` where the first of them is no longer kept. */
  after(after: number, limit: number): readonly string[] | undefined {
    const start = after - this.#gone;
    return start < 0 ? undefined : this.#lines.slice(start, start + limit);
  }

  /** Calls `wake` after every new line, until the returned function is called. */
  onAppend(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => void this.#waiting.delete(wake);
  }

  #drop(count: number): void {
    this.#lines.splice(0, count);
    this.#gone += count;
  }
}
