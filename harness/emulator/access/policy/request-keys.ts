/** The values of condition keys for one request. Names of keys differ in no upper or lower case. */
export class RequestKeys {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  /** @param values one text, several, or `undefined` for a key that the request does not have. */
  constructor(values: Readonly<Record<string, string | readonly string[] | undefined>>) {
    this.#values = new Map(
      Object.entries(values).flatMap(([key, value]): [string, readonly string[]][] =>
        value === undefined ? [] : [[key.toLowerCase(), typeof value === 'string' ? [value] : value]],
      ),
    );
  }

  /** Every value; none where the request does not have the key. */
  all(key: string): readonly string[] {
    return this.#values.get(key.toLowerCase()) ?? [];
  }

  /** The value of a key that has exactly one. */
  single(key: string): string | undefined {
    const values = this.all(key);
    return values.length === 1 ? values[0] : undefined;
  }
}
