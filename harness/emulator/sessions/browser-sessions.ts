import { monotonicFactory } from 'ulid';
import type { Caller } from '../access/principal.ts';
import { ServiceError } from '../api/service-error.ts';
import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';
import type { Clock } from '../clock.ts';
import { type EventLog, faultOf } from '../events.ts';
import { readProxyCredentials } from '../secrets/proxy-credentials.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { BrowserPool, EgressConfiguration, SessionBrowser } from '../session-browser.ts';
import { BrowserSession, type SessionEnd } from './browser-session.ts';
import { ClientTokens } from './client-tokens.ts';

/** Documented default of `sessionTimeoutSeconds`: one hour. */
export const DEFAULT_SESSION_TIMEOUT_SECONDS = 3600;

/** How many ended sessions stay visible; the one that ended first is forgotten first. */
const MAX_TERMINATED_SESSIONS = 200;

/** Members that the API accepts and this emulator only shows again. */
const NOT_EMULATED = [
  'viewPort',
  'extensions',
  'profileConfiguration',
  'enterprisePolicies',
  'certificates',
  'filesystemConfigurations',
] as const;

export interface BrowserSessionsOptions {
  readonly pool: BrowserPool;
  readonly secrets: SecretStore;
  readonly browserIdentifiers: readonly string[];
  readonly clock: Clock;
  readonly log: EventLog;
}

/** Every session of the emulator, running and ended. */
export class BrowserSessions implements AsyncDisposable {
  readonly #options: BrowserSessionsOptions;
  readonly #sessions = new Map<string, BrowserSession>();
  /** Ids in the order in which the sessions ended. */
  readonly #terminated: string[] = [];
  readonly #tokens = new ClientTokens<BrowserSession>();
  readonly #starting = new Set<Promise<BrowserSession>>();
  readonly #nextId = monotonicFactory();
  #closed = false;

  constructor(options: BrowserSessionsOptions) {
    this.#options = options;
  }

  /**
   * Takes a warm browser and configures it; contacts no proxy. The same client token gives the same session.
   * @throws {ServiceError} ResourceNotFoundException for an unknown browser, ValidationException for a secret that
   * cannot be read or a client token used otherwise before.
   */
  async start(request: StartBrowserSessionRequest, caller: Caller): Promise<BrowserSession> {
    this.#requireBrowser(request.browserIdentifier);
    const { clientToken, traceId: _trace, traceParent: _parent, ...fingerprint } = request;
    return this.#tokens.once(clientToken, JSON.stringify(fingerprint), () => {
      const starting = this.#start(request, caller);
      this.#starting.add(starting);
      return starting.finally(() => this.#starting.delete(starting));
    });
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  get(browserIdentifier: string, sessionId: string): BrowserSession {
    this.#requireBrowser(browserIdentifier);
    const session = this.#sessions.get(sessionId);
    if (session?.browserIdentifier === browserIdentifier) return session;
    throw new ServiceError('ResourceNotFoundException', 'The browser session does not exist');
  }

  /**
   * All sessions of a browser, the newest first (ids grow with time).
   * @throws {ServiceError} ResourceNotFoundException
   */
  newestFirst(browserIdentifier: string): readonly BrowserSession[] {
    this.#requireBrowser(browserIdentifier);
    return [...this.#sessions.values()].filter((session) => session.browserIdentifier === browserIdentifier).reverse();
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
    this.#requireOpen();
    const { secrets, clock, log } = this.#options;
    const { proxyConfiguration, sessionTimeoutSeconds = DEFAULT_SESSION_TIMEOUT_SECONDS } = request;
    const egress = proxyConfiguration && {
      proxyConfiguration,
      credentials: readProxyCredentials(proxyConfiguration, secrets, caller),
    };
    const browser = await this.#takeConfigured(egress);
    const createdAt = clock.now();
    const session = new BrowserSession(this.#nextId(createdAt.getTime()), request, browser, createdAt);
    this.#sessions.set(session.id, session);
    const notEmulated = NOT_EMULATED.filter((member) => request[member] !== undefined);
    log({ type: 'session-started', sessionId: session.id, processId: browser.processId, notEmulated });

    const endUnasked = (end: SessionEnd) => {
      this.#end(session, end).catch((error: unknown) => log(faultOf(session.id, error)));
    };
    const timeout = clock.after(sessionTimeoutSeconds * 1000, () => endUnasked({ cause: 'timed-out' }));
    session.lifetime.addEventListener('abort', () => timeout[Symbol.dispose](), { once: true });
    void browser.exited.then((reason) => endUnasked({ cause: 'browser-exited', reason }));
    return session;
  }

  async #takeConfigured(egress: EgressConfiguration | undefined): Promise<SessionBrowser> {
    const browser = await this.#options.pool.take().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ServiceError('InternalServerException', `No browser could be started: ${reason}`);
    });
    try {
      this.#requireOpen();
      browser.configure(egress);
      return browser;
    } catch (error) {
      await browser[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #end(session: BrowserSession, end: SessionEnd): Promise<void> {
    if (session.status === 'READY') {
      this.#options.log({ type: 'session-ended', sessionId: session.id, end });
      this.#terminated.push(session.id);
      const forgotten = this.#terminated.length > MAX_TERMINATED_SESSIONS ? this.#terminated.shift() : undefined;
      if (forgotten !== undefined) this.#sessions.delete(forgotten);
    }
    await session.end(this.#options.clock.now());
  }

  #requireOpen(): void {
    if (this.#closed) throw new ServiceError('InternalServerException', 'The emulator is closing');
  }

  #requireBrowser(browserIdentifier: string): void {
    if (this.#options.browserIdentifiers.includes(browserIdentifier)) return;
    throw new ServiceError('ResourceNotFoundException', 'The browser does not exist');
  }
}
