import { monotonicFactory } from 'ulid';
import type { Caller } from '../access/principal.ts';
import { invalidFields, ServiceError } from '../api/service-error.ts';
import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';
import type { Clock } from '../clock.ts';
import { type EventLog, faultOf } from '../events.ts';
import { type BrowserPool, ControlError, type SessionBrowser, UnmetNeedError } from '../session-browser.ts';
import { BrowserSession, type RunningSession, type SessionEnd } from './browser-session.ts';
import { planSession, prepareBrowser, type SessionPlan, type SessionSources } from './session-plan.ts';

/** Documented default of `sessionTimeoutSeconds`: one hour. */
export const DEFAULT_SESSION_TIMEOUT_SECONDS = 3600;

/** How many ended sessions stay visible; the one that ended first is forgotten first. */
const MAX_TERMINATED_SESSIONS = 200;

export interface BrowserSessionsOptions extends SessionSources {
  readonly pool: BrowserPool;
  /** How many sessions of one account may be starting or running at once. */
  readonly concurrentSessions: number;
  readonly browserIdentifiers: readonly string[];
  readonly clock: Clock;
  readonly log: EventLog;
}

/** Every session of the emulator, running and ended. An account sees its own and no others. */
export class BrowserSessions implements AsyncDisposable {
  readonly #options: BrowserSessionsOptions;
  readonly #sessions = new Map<string, BrowserSession>();
  /** Ids in the order in which the sessions ended. */
  readonly #terminated: string[] = [];
  /** Account numbers, one for each session that is starting or running. */
  readonly #open: string[] = [];
  readonly #starting = new Set<Promise<BrowserSession>>();
  readonly #nextId = monotonicFactory();
  #closed = false;

  constructor(options: BrowserSessionsOptions) {
    this.#options = options;
  }

  /**
   * Takes a warm browser and gives it what the request asks for; contacts no proxy.
   * @throws {ServiceError} ResourceNotFoundException for an unknown browser or profile, ServiceQuotaExceededException,
   * ValidationException for what cannot be honoured and for a secret that is no good.
   */
  async start(request: StartBrowserSessionRequest, caller: Caller): Promise<BrowserSession> {
    this.#requireBrowser(request.browserIdentifier);
    this.#requireOpen();
    const { accountId } = caller.principal;
    this.#requirePlace(accountId);
    this.#open.push(accountId);
    const starting = this.#start(request, caller);
    this.#starting.add(starting);
    try {
      return await starting;
    } catch (error) {
      this.#leavePlace(accountId);
      throw error;
    } finally {
      this.#starting.delete(starting);
    }
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  get(browserIdentifier: string, sessionId: string, caller: Caller): BrowserSession {
    this.#requireBrowser(browserIdentifier);
    const session = this.#sessions.get(sessionId);
    const isTheirs = session?.accountId === caller.principal.accountId;
    if (isTheirs && session.browserIdentifier === browserIdentifier) return session;
    throw new ServiceError('ResourceNotFoundException', 'The browser session does not exist');
  }

  /**
   * A session that has not ended. UNCONFIRMED: which error the real service has for one that has.
   * @throws {ServiceError} ResourceNotFoundException
   */
  getRunning(browserIdentifier: string, sessionId: string, caller: Caller): RunningSession {
    const session = this.get(browserIdentifier, sessionId, caller);
    if (session.running) return { session, ...session.running };
    throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
  }

  /**
   * All sessions of a browser that the caller's account has started, the newest first (ids grow with time).
   * @throws {ServiceError} ResourceNotFoundException
   */
  newestFirst(browserIdentifier: string, { principal: { accountId } }: Caller): readonly BrowserSession[] {
    this.#requireBrowser(browserIdentifier);
    return [...this.#sessions.values()]
      .filter((session) => session.browserIdentifier === browserIdentifier && session.accountId === accountId)
      .reverse();
  }

  /** Settles when the session's browser is gone. Stopping a session that has ended changes nothing. */
  async stop(session: BrowserSession): Promise<void> {
    await this.#end(session, { cause: 'stopped' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#starting);
    await Promise.all([...this.#sessions.values()].map((session) => this.#end(session, { cause: 'emulator-closed' })));
  }

  async #start(request: StartBrowserSessionRequest, caller: Caller): Promise<BrowserSession> {
    const { clock, log } = this.#options;
    const { sessionTimeoutSeconds = DEFAULT_SESSION_TIMEOUT_SECONDS } = request;
    const browser = await this.#takePrepared(await planSession(request, caller, this.#options));
    const createdAt = clock.now();
    const id = this.#nextId(createdAt.getTime());
    const { accountId } = caller.principal;
    const session = new BrowserSession({ id, accountId, request, browser, createdAt });
    this.#sessions.set(session.id, session);
    log({ type: 'session-started', sessionId: session.id, processId: browser.processId });

    const endUnasked = (end: SessionEnd) => {
      this.#end(session, end).catch((error: unknown) => log(faultOf(session.id, error)));
    };
    const timeout = clock.after(sessionTimeoutSeconds * 1000, () => endUnasked({ cause: 'timed-out' }));
    session.lifetime.addEventListener('abort', () => timeout[Symbol.dispose](), { once: true });
    void browser.exited.then((reason) => endUnasked({ cause: 'browser-exited', reason }));
    return session;
  }

  async #takePrepared(plan: SessionPlan): Promise<SessionBrowser> {
    const browser = await this.#options.pool.take(plan.needs).catch((error: unknown) => {
      if (error instanceof UnmetNeedError) throw invalidFields([{ name: error.need, message: error.message }]);
      const reason = error instanceof Error ? error.message : String(error);
      throw new ServiceError('InternalServerException', `No browser could be started: ${reason}`);
    });
    try {
      this.#requireOpen();
      await prepareBrowser(browser, plan);
      this.#requireOpen();
      return browser;
    } catch (error) {
      await browser[Symbol.asyncDispose]();
      if (!(error instanceof ControlError)) throw error;
      throw new ServiceError('InternalServerException', `The browser could not be set up: ${error.message}`);
    }
  }

  async #end(session: BrowserSession, end: SessionEnd): Promise<void> {
    if (session.status === 'READY') {
      this.#options.log({ type: 'session-ended', sessionId: session.id, end });
      this.#leavePlace(session.accountId);
      this.#terminated.push(session.id);
      const forgotten = this.#terminated.length > MAX_TERMINATED_SESSIONS ? this.#terminated.shift() : undefined;
      if (forgotten !== undefined) this.#sessions.delete(forgotten);
    }
    await session.end(this.#options.clock.now());
  }

  #requireOpen(): void {
    if (this.#closed) throw new ServiceError('InternalServerException', 'The emulator is closing');
  }

  #requirePlace(accountId: string): void {
    const { concurrentSessions } = this.#options;
    if (this.#open.filter((account) => account === accountId).length < concurrentSessions) return;
    const message = `The account has ${concurrentSessions} concurrent browser sessions, and may not have more`;
    throw new ServiceError('ServiceQuotaExceededException', message);
  }

  #leavePlace(accountId: string): void {
    this.#open.splice(this.#open.indexOf(accountId), 1);
  }

  #requireBrowser(browserIdentifier: string): void {
    if (this.#options.browserIdentifiers.includes(browserIdentifier)) return;
    throw new ServiceError('ResourceNotFoundException', 'The browser does not exist');
  }
}
