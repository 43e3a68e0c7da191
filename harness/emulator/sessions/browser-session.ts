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

/**
 * One session: READY with a browser of its own from the moment it exists, TERMINATED once and for all.
 * Ending discards the browser and the request's configuration; only what a listing shows remains.
 */
export class BrowserSession {
  readonly id: string;
  readonly browserIdentifier: string;
  readonly name: string | undefined;
  readonly createdAt: Date;
  #lastUpdatedAt: Date;
  #state: State;
  readonly #lifetime = new AbortController();

  constructor(id: string, request: StartBrowserSessionRequest, browser: SessionBrowser, createdAt: Date) {
    this.id = id;
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

  /** Ends the session; settles when its browser is gone. Ending it again waits for the same moment. */
  async end(at: Date): Promise<void> {
    if (this.#state.status === 'READY') {
      const { browser } = this.#state;
      this.#lastUpdatedAt = at;
      this.#state = { status: 'TERMINATED', gone: Promise.resolve(browser[Symbol.asyncDispose]()) };
      this.#lifetime.abort();
    }
    await this.#state.gone;
  }
}
