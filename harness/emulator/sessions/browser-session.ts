import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';
import type { SessionBrowser } from '../session-browser.ts';

/** Why a session ended. */
export type SessionEnd =
  | { readonly cause: 'stopped' }
  | { readonly cause: 'timed-out' }
  /** `reason` is the browser's own, in plain words. */
  | { readonly cause: 'browser-exited'; readonly reason: string }
  | { readonly cause: 'emulator-closed' };

type State =
  | { readonly status: 'READY'; readonly request: StartBrowserSessionRequest; readonly browser: SessionBrowser }
  | { readonly status: 'TERMINATED'; readonly gone: Promise<void> };

/** A session with what it runs with. */
export interface RunningSession {
  readonly session: BrowserSession;
  readonly request: StartBrowserSessionRequest;
  readonly browser: SessionBrowser;
}

/** What a session begins with. */
interface NewSession extends Pick<RunningSession, 'request' | 'browser'> {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
}

/** Whether clients may use the automation stream. */
export type AutomationStream =
  /** `disabled` is aborted when the stream is disabled, or when the session ends. */
  { readonly status: 'ENABLED'; readonly disabled: AbortSignal } | { readonly status: 'DISABLED' };

/**
 * One session: READY with a browser of its own from the moment it exists, TERMINATED once and for all.
 * Ending discards the browser and the request's configuration; only what a listing shows remains.
 */
export class BrowserSession {
  readonly id: string;
  /** The account that started it, and the only one for which it exists. */
  readonly accountId: string;
  readonly browserIdentifier: string;
  readonly name: string | undefined;
  readonly createdAt: Date;
  #lastUpdatedAt: Date;
  #state: State;
  #automation: AbortController | undefined = new AbortController();
  readonly #lifetime = new AbortController();

  constructor({ id, accountId, request, browser, createdAt }: NewSession) {
    this.id = id;
    this.accountId = accountId;
    this.browserIdentifier = request.browserIdentifier;
    this.name = request.name;
    this.createdAt = createdAt;
    this.#lastUpdatedAt = createdAt;
    this.#state = { status: 'READY', request, browser };
  }

  get status(): State['status'] {
    return this.#state.status;
  }

  get lastUpdatedAt(): Date {
    return this.#lastUpdatedAt;
  }

  /** What the session runs with; nothing once it has ended. */
  get running(): { readonly request: StartBrowserSessionRequest; readonly browser: SessionBrowser } | undefined {
    return this.#state.status === 'READY' ? this.#state : undefined;
  }

  /** Aborted when the session ends: whatever lives as long as the session listens to it. */
  get lifetime(): AbortSignal {
    return this.#lifetime.signal;
  }

  get automationStream(): AutomationStream {
    return this.#automation ? { status: 'ENABLED', disabled: this.#automation.signal } : { status: 'DISABLED' };
  }

  /** Disabling the stream cuts the client that is connected; enabling it again lets the next one in. */
  setAutomationStream(status: AutomationStream['status'], at: Date): void {
    this.#lastUpdatedAt = at;
    if (status === this.automationStream.status) return;
    this.#automation?.abort();
    this.#automation = status === 'ENABLED' ? new AbortController() : undefined;
  }

  /** Ends the session; settles when its browser is gone. Ending it again waits for the same moment. */
  async end(at: Date): Promise<void> {
    if (this.#state.status === 'READY') {
      const { browser } = this.#state;
      this.#lastUpdatedAt = at;
      this.#state = { status: 'TERMINATED', gone: Promise.resolve(browser[Symbol.asyncDispose]()) };
      this.#automation?.abort();
      this.#lifetime.abort();
    }
    await this.#state.gone;
  }
}
