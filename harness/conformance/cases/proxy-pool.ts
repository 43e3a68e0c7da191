/** Places in a fixed number of proxies. Whoever waits gets all that it needs at once, and in the order of asking. */
export class ProxyPool {
  readonly #free: Set<number>;
  readonly #waiting: { readonly count: number; readonly serve: (places: readonly number[]) => void }[] = [];

  constructor(count: number) {
    this.#free = new Set(Array.from({ length: count }, (_, place) => place));
  }

  /** @param count not more than there are. */
  take(count: number): Promise<readonly number[]> {
    return new Promise((serve) => {
      this.#waiting.push({ count, serve });
      this.#serve();
    });
  }

  giveBack(places: readonly number[]): void {
    for (const place of places) this.#free.add(place);
    this.#serve();
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next && next.count <= this.#free.size; next = this.#waiting[0]) {
      this.#waiting.shift();
      const places = [...this.#free].slice(0, next.count);
      for (const place of places) this.#free.delete(place);
      next.serve(places);
    }
  }
}
