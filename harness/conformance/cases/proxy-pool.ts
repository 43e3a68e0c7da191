/** Places of a {@link ProxyPool}, by number. */
export interface Places {
  /** Of proxies that do as they are told. */
  readonly told: readonly number[];
  /** Of real proxies, which do as they do. */
  readonly real: readonly number[];
}

interface Waiting {
  readonly count: number;
  readonly real: number;
  readonly serve: (places: Places) => void;
}

/**
 * Places in a fixed number of proxies. Whoever waits gets all that it needs at once, and in the order of asking; where real
 * ones will do, those that are free come first.
 */
export class ProxyPool {
  readonly #told: Set<number>;
  readonly #real: Set<number>;
  readonly #waiting: Waiting[] = [];

  constructor(told: number, real = 0) {
    this.#told = numbers(told);
    this.#real = numbers(real);
  }

  /**
   * @param count not more than there are.
   * @param real for how many of them a real one will do.
   */
  take(count: number, real = 0): Promise<Places> {
    return new Promise((serve) => {
      this.#waiting.push({ count, real, serve });
      this.#serve();
    });
  }

  giveBack({ told, real }: Places): void {
    for (const place of told) this.#told.add(place);
    for (const place of real) this.#real.add(place);
    this.#serve();
  }

  #serve(): void {
    for (
      let next = this.#waiting[0];
      next && next.count <= this.#told.size + this.#realFor(next);
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      const real = takeFrom(this.#real, this.#realFor(next));
      next.serve({ real, told: takeFrom(this.#told, next.count - real.length) });
    }
  }

  #realFor({ count, real }: Waiting): number {
    return Math.min(count, real, this.#real.size);
  }
}

function numbers(count: number): Set<number> {
  return new Set(Array.from({ length: count }, (_, place) => place));
}

function takeFrom(free: Set<number>, count: number): readonly number[] {
  const places = [...free].slice(0, count);
  for (const place of places) free.delete(place);
  return places;
}
