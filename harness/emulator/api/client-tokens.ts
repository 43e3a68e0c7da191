import type { Caller } from '../access/principal.ts';
import { invalidRequest } from './service-error.ts';
import type { StructureShape } from './shape.ts';

/** How many client tokens are remembered by each operation; the oldest is forgotten first. */
const MAX_REMEMBERED_TOKENS = 1000;

/** What makes one call the repetition of another. */
export interface CallIdentity {
  /** Absent where the client sent none: such a call repeats nothing. */
  readonly token: string | undefined;
  /** What a repetition must have in common with the first call. */
  readonly fingerprint: string;
}

/** A token belongs to its account. Headers that trace a request differ from attempt to attempt. */
export function callIdentity(input: StructureShape, value: object, { principal }: Caller): CallIdentity {
  const token = 'clientToken' in value ? `${principal.accountId}/${value.clientToken}` : undefined;
  const compared = Object.entries(value).filter(
    ([name]) => name !== 'clientToken' && input.members[name]?.location?.in !== 'header',
  );
  return { token, fingerprint: JSON.stringify(compared) };
}

/**
 * Makes a repeated call with the same client token the same call, also while the first one is under way.
 * A call that failed is forgotten: repeating it tries again.
 */
export class ClientTokens<Result> {
  readonly #calls = new Map<string, { readonly fingerprint: string; readonly result: Promise<Result> }>();

  /**
   * @throws {ServiceError} ValidationException for a token that came with another fingerprint before. UNCONFIRMED for
   * the real service, whose model names the reason `IdempotentParameterMismatchException` and whose documentation says
   * nothing of it.
   */
  async once({ token, fingerprint }: CallIdentity, call: () => Promise<Result>): Promise<Result> {
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
