/** Milliseconds between two looks at the deadlines, at most: how late one may be noticed. */
const LONGEST_TICK = 1_000;
/** Looks per shortest limit, so that short limits are kept about as exactly as long ones. */
const TICKS_PER_LIMIT = 8;

/** Something that must not take for ever. */
export interface Watched {
  /** Time is up; it is not watched any more. */
  expire(): void;
  /** A figure that changes whenever something happens; a change starts the time anew. */
  progress?(): number;
}

interface Entry {
  readonly ticks: number;
  expiry: number;
  progress: number | undefined;
}

/**
 * The deadlines of one proxy, kept by one timer. A timer for each of them, set and cleared, made up a tenth of the
 * cost of a short tunnel.
 */
export class Deadlines implements Disposable {
  readonly #watched = new Map<Watched, Entry>();
  readonly #tick: number;
  readonly #timer: NodeJS.Timeout;
  #now = 0;

  /** `shortest` is the shortest limit that will be asked for, in milliseconds. */
  constructor(shortest: number) {
    this.#tick = Math.min(LONGEST_TICK, Math.ceil(shortest / TICKS_PER_LIMIT));
    this.#timer = setInterval(() => this.#look(), this.#tick);
    this.#timer.unref();
  }

  /** Begins to watch, or begins anew with another limit. Milliseconds. */
  watch(watched: Watched, limit: number): void {
    // One more, for the tick under way is partly over.
    const ticks = Math.ceil(limit / this.#tick) + 1;
    this.#watched.set(watched, { ticks, expiry: this.#now + ticks, progress: undefined });
  }

  forget(watched: Watched): void {
    this.#watched.delete(watched);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#now++;
    for (const [watched, entry] of this.#watched) {
      const progress = watched.progress?.();
      if (progress !== entry.progress) {
        entry.progress = progress;
        entry.expiry = this.#now + entry.ticks;
      } else if (entry.expiry <= this.#now) {
        this.#watched.delete(watched);
        watched.expire();
      }
    }
  }
}
