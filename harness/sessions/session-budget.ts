/** A run may not go on, or not start another session. The message says which limit was reached. */
export class BudgetError extends Error {
  readonly code = 'ERR_BUDGET';

  constructor(message: string) {
    super(message);
    this.name = 'BudgetError';
  }
}

/** What a run may cost where sessions cost money. */
export interface BudgetLimits {
  readonly sessions: number;
  /** From the beginning of the run; no session outlives them, whatever becomes of us. */
  readonly minutes: number;
}

/** How long the service lets a session live that does not say. */
const DEFAULT_SECONDS = 3600;

/** Watches over the cost of a run. Disposing of it stops the clock. */
export class SessionBudget implements Disposable {
  readonly limits: BudgetLimits;
  readonly #controller = new AbortController();
  readonly #end: number;
  readonly #timer: NodeJS.Timeout;
  readonly #names: string[] = [];

  /** What sessions are called that have no name of their own. */
  readonly #name: string;

  /** @param name by which sessions of the run are recognised. */
  constructor(limits: BudgetLimits, name: string) {
    this.#name = name;
    const milliseconds = limits.minutes * 60_000;
    this.limits = limits;
    this.#end = performance.now() + milliseconds;
    this.#timer = setTimeout(() => this.#controller.abort(this.#timeIsUp()), milliseconds);
  }

  /** Aborted when the time is up, or one session too many is asked for, with a {@link BudgetError}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Names of the sessions that were started, or tried to be. */
  get names(): readonly string[] {
    return this.#names;
  }

  /**
   * Counts a session that is about to start.
   * @param seconds that it would like to live.
   * @returns seconds that it may.
   * @throws {BudgetError}
   */
  admit(name: string, seconds: number): number {
    const left = Math.ceil((this.#end - performance.now()) / 1000);
    if (left <= 0) throw this.#exceeded(this.#timeIsUp());
    const { sessions } = this.limits;
    if (this.#names.length >= sessions) {
      const all = sessions === 1 ? 'one session, which is all' : `${sessions} sessions, which are all`;
      throw this.#exceeded(new BudgetError(`The run has started ${all} that --max-sessions allows.`));
    }
    this.#names.push(name);
    return Math.min(seconds, left);
  }

  /**
   * Counts a session that is about to start with a body of its own. What that leaves open is decided here, for equal
   * bodies alike: a client token may not be used for two different ones.
   * @throws {BudgetError}
   */
  admitBody(body: object): object {
    const { name = this.#name }: { readonly name?: unknown } = body;
    this.admit(String(name), DEFAULT_SECONDS);
    return { name, sessionTimeoutSeconds: Math.min(DEFAULT_SECONDS, this.limits.minutes * 60), ...body };
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #exceeded(error: BudgetError): BudgetError {
    this.#controller.abort(error);
    return error;
  }

  #timeIsUp(): BudgetError {
    const { minutes } = this.limits;
    return new BudgetError(
      `The run has taken ${minutes === 1 ? 'one minute' : `${minutes} minutes`}, which is all that --max-minutes allows.`,
    );
  }
}
