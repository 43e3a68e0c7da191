import { randomBytes } from 'node:crypto';
import { Secret } from '../protocol/secret.ts';
import { Refusal } from './refusal.ts';

/** Seconds that a hold may go on without being renewed: longer than any pause of a busy machine, short enough to wait for. */
export const HOLD_SECONDS = 30;

/** How every token of a hold begins, so that one from before is told from a wrong one. */
const PREFIX = 'hold-';

interface Holder {
  readonly run: string;
  readonly since: Date;
  readonly token: Secret;
  readonly milliseconds: number;
}

/** What the holder gets. */
export interface HoldGranted {
  /** Opens everything while the hold goes on, and nothing afterwards. */
  readonly token: string;
}

/**
 * The right of one run to have a witness to itself, for as long as it renews it: a run that was killed frees the witness
 * by saying nothing more. What the holder has left there is cleared away when a hold begins and when it ends.
 */
export class Hold implements Disposable {
  readonly #clear: () => void;
  #holder: Holder | undefined;
  #expiry: NodeJS.Timeout | undefined;

  constructor(clear: () => void) {
    this.#clear = clear;
  }

  /**
   * @param body `{"run": "…", "seconds": up to 30}`.
   * @throws {Refusal} 409 while another run holds the witness, 400 for any other body.
   */
  take(body: unknown): HoldGranted {
    const { run, seconds } = readClaim(body);
    this.refuseOthers();
    const token = `${PREFIX}${randomBytes(24).toString('hex')}`;
    this.#clear();
    this.#holder = { run, since: new Date(), token: new Secret(Buffer.from(token)), milliseconds: seconds * 1000 };
    this.renew();
    return { token };
  }

  renew(): void {
    clearTimeout(this.#expiry);
    if (this.#holder) this.#expiry = setTimeout(() => this.release(), this.#holder.milliseconds);
  }

  /** Frees the witness; whoever holds it next finds it as it started. */
  release(): void {
    clearTimeout(this.#expiry);
    if (this.#holder === undefined) return;
    this.#holder = undefined;
    this.#clear();
  }

  /** Whether this is the holder's token. @throws {Refusal} 409 for one whose hold is over. */
  opensTo(presented: string): boolean {
    if (this.#holder?.token.equals(Buffer.from(presented))) return true;
    if (!presented.startsWith(PREFIX)) return false;
    throw new Refusal(409, 'The hold is over: it was given back, or not renewed in time.');
  }

  /** @throws {Refusal} 409 while there is a holder. */
  refuseOthers(): void {
    if (this.#holder === undefined) return;
    const { run, since, milliseconds } = this.#holder;
    const free = `It is free when that run has ended, or ${milliseconds / 1000} seconds after it was killed.`;
    throw new Refusal(409, `Run ${run} has it since ${since.toISOString()}. ${free}`);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#expiry);
  }
}

/** What names a run, in error messages too. */
const RUN = /^[\w-]{1,64}$/;

function readClaim(body: unknown): { readonly run: string; readonly seconds: number } {
  const { run, seconds = HOLD_SECONDS }: { readonly run?: unknown; readonly seconds?: unknown } = Object(body);
  if (typeof run !== 'string' || !RUN.test(run)) throw new Refusal(400, 'run: the id of a run is needed.');
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= HOLD_SECONDS)) {
    throw new Refusal(400, `seconds: a number up to ${HOLD_SECONDS} is needed.`);
  }
  return { run, seconds };
}
