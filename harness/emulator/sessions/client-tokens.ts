import { invalidRequest } from '../api/service-error.ts';

/** How many client tokens are remembered; the oldest is forgotten first. */
const MAX_REMEMBERED_TOKENS = 1000;

/**
 * Makes a repeated call with the same client token the same call, also while the first one is under way.
 * A call that failed is forgotten: repeating it tries again.
 */
export class ClientTokens<Result> {
  readonly #calls = new Map<string, { readonly fingerprint: string; readonly result: Promise<Result> }>();

  /**
   * @param fingerprint what a repetition must have in common with the first call.
   * @throws {ServiceError} ValidationException when it has not. UNCONFIRMED for the real service, whose model names
   * the reason `IdempotentParameterMismatchException` and whose documentation says nothing of it.
   */
  async once(token: string | undefined, fingerprint: string, call: () => Promise<Result>): Promise<Result> {
    if (token === undefined) return call();
    const earlier = this.#calls.get(token);
    if (earlier && earlier.fingerprint !== fingerprint) {
      throw invalidRequest(
        'IdempotentParameterMismatchException',
        'The clientToken was used before, with different parameters',
      );
    }
    if (earlier) return earlier.result;
    const result = call();
    this.#calls.set(token, { fingerprint, result });
    this.#forgetOldest();
    try {
      return await result;
    } catch (error) {
      this.#calls.delete(token);
      throw error;
    }
  }

  #forgetOldest(): void {
    if (this.#calls.size <= MAX_REMEMBERED_TOKENS) return;
    const [oldest] = this.#calls.keys();
    if (oldest !== undefined) this.#calls.delete(oldest);
  }
}
