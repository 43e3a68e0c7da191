import type { Socket } from 'node:net';

/** Milliseconds between two looks at the deadlines, at most: how late one may be noticed. */
const LONGEST_TICK = 1_000;
/** Looks per shortest limit, so that short limits are kept about as exactly as long ones. */
const TICKS_PER_LIMIT = 8;
/** A tick that no proxy lives to see; a small integer, for which no memory is set aside. */
const NEVER = 2 ** 30 - 1;

/** The owner of one of a proxy's sockets. Holds its own place in the list of the {@link Watch}. */
export abstract class Watched {
  abstract readonly socket: Socket;
  /** Everything below belongs to the watch. */
  previous: Watched | undefined = undefined;
  next: Watched | undefined = undefined;
  ticks = 0;
  expiry = NEVER;
  seen = 0;

  /** Time is up; there is no limit any more. */
  abstract expire(): void;

  /** A figure that changes whenever something happens; a change starts the time anew. */
  progress(): number {
    return 0;
  }
}

/**
 * All sockets of one proxy, and their deadlines, kept by one timer: a timer for each of them, set and cleared, made up
 * a tenth of the cost of a short tunnel. A linked list, for a `Map` or `Set` replaces its table again and again, and each
 * table that has grown old keeps its successor, and so every tunnel in it, alive through the collections of young garbage.
 */
export class Watch implements Disposable {
  readonly #tick: number;
  readonly #timer: NodeJS.Timeout;
  #first: Watched | undefined;
  #now = 0;

  /** `shortest` is the shortest limit that will be asked for, in milliseconds. */
  constructor(shortest: number) {
    this.#tick = Math.min(LONGEST_TICK, Math.ceil(shortest / TICKS_PER_LIMIT));
    this.#timer = setInterval(() => this.#look(), this.#tick);
    this.#timer.unref();
  }

  add(watched: Watched): void {
    const first = this.#first;
    watched.next = first;
    if (first) first.previous = watched;
    this.#first = watched;
  }

  /** Once for each that was added, when its socket has closed. */
  remove(watched: Watched): void {
    const { previous, next } = watched;
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    watched.previous = undefined;
    watched.next = undefined;
  }

  /** Sets a limit, or another one, from now on. Milliseconds. */
  limit(watched: Watched, milliseconds: number): void {
    // One more, for the tick under way is partly over.
    watched.ticks = Math.ceil(milliseconds / this.#tick) + 1;
    watched.expiry = this.#now + watched.ticks;
    watched.seen = watched.progress();
  }

  /** Lifts the limit. */
  relax(watched: Watched): void {
    watched.expiry = NEVER;
  }

  /** The sockets of all that were added and not yet removed. */
  sockets(): Socket[] {
    const sockets: Socket[] = [];
    for (let watched = this.#first; watched; watched = watched.next) sockets.push(watched.socket);
    return sockets;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#now++;
    let next: Watched | undefined;
    for (let watched = this.#first; watched; watched = next) {
      // Read before: what expires may leave the list.
      next = watched.next;
      this.#lookAt(watched);
    }
  }

  #lookAt(watched: Watched): void {
    if (watched.expiry === NEVER) return;
    const progress = watched.progress();
    if (progress !== watched.seen) {
      watched.seen = progress;
      watched.expiry = this.#now + watched.ticks;
    } else if (watched.expiry <= this.#now) {
      watched.expiry = NEVER;
      watched.expire();
    }
  }
}
