import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Bytes of a token's seal: enough that nobody guesses one, and few enough for a short token. */
const SEAL_BYTES = 16;

/** Makes tokens that only their maker can read back, and only for the question that they belong to. */
export class PageTokens {
  readonly #key = randomBytes(32);

  /** @param question what has to be asked again for the token to be good. */
  seal(place: string, question: string): string {
    return Buffer.concat([this.#sealOf(place, question), Buffer.from(place)]).toString('base64url');
  }

  /** The place; nothing for a token that is not ours, or belongs to another question. */
  open(token: string, question: string): string | undefined {
    const bytes = Buffer.from(token, 'base64url');
    const place = bytes.subarray(SEAL_BYTES).toString();
    const seal = this.#sealOf(place, question);
    const given = bytes.subarray(0, SEAL_BYTES);
    return given.length === SEAL_BYTES && timingSafeEqual(given, seal) ? place : undefined;
  }

  #sealOf(place: string, question: string): Buffer {
    const text = JSON.stringify([place, question]);
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, SEAL_BYTES);
  }
}
