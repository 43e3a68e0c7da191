import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { BrowserAction } from './api/shapes/browser-action.ts';
import type { BrowserProfile } from './profiles/browser-profile.ts';

/** User name and password for one proxy, as read from its secret. Lives in the egress router only. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a session hands to its egress router: the configuration, and the credentials by secret ARN. */
export interface EgressConfiguration {
  readonly proxyConfiguration: ProxyConfiguration;
  readonly credentials: ReadonlyMap<string, BasicCredentials>;
}

/** The part of the window that shows the page, in CSS pixels. */
export interface ViewPort {
  readonly width: number;
  readonly height: number;
}

/** What the service itself does with a session's browser, beside the automation stream and unseen by its client. */
export interface BrowserControl {
  /** Settles when the page has this size. @throws {ControlError} */
  resize(viewPort: ViewPort): Promise<void>;
  /** Acts on the tab that was used last; a screenshot is its PNG in base64. @throws {ControlError} */
  perform(action: BrowserAction): Promise<{ readonly data?: string }>;
  /** @throws {ControlError} */
  readProfile(): Promise<BrowserProfile>;
  /** @throws {ControlError} */
  writeProfile(profile: BrowserProfile): Promise<void>;
}

/** A browser did not do what was asked of it; the message says why and is fit for clients. */
export class ControlError extends Error {
  readonly code = 'ERR_BROWSER_CONTROL';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ControlError';
  }
}

/** One Chromium with its own egress router, reserved for one session and never reused. */
export interface SessionBrowser extends AsyncDisposable {
  /** The browser's DevTools WebSocket (`ws://127.0.0.1:<port>/devtools/browser/<id>`); never shown to clients. */
  readonly devToolsUrl: string;
  readonly processId: number;
  /** Settles when the process is gone, for whatever reason, with that reason in plain words. */
  readonly exited: Promise<string>;
  /** Called once, before the session is READY. Without a configuration everything goes direct. */
  configure(egress: EgressConfiguration | undefined): void;
  readonly control: BrowserControl;
}

/** What a browser has to be started with. */
export interface BrowserNeeds {
  /** X.509 certificates (PEM, one each) that it trusts. */
  readonly certificates: readonly string[];
}

/** No browser on this machine can be started with what is needed; the message says why and is fit for clients. */
export class UnmetNeedError extends Error {
  readonly code = 'ERR_UNMET_NEED';
  readonly need: keyof BrowserNeeds;

  constructor(need: keyof BrowserNeeds, message: string) {
    super(message);
    this.name = 'UnmetNeedError';
    this.need = need;
  }
}

/** Warm browsers, waiting for a session. */
export interface BrowserPool extends AsyncDisposable {
  /**
   * A browser that is up and idle. Waits for one to start where none is warm, or where it has needs of its own.
   * @throws {UnmetNeedError}
   * @throws {Error} when no browser can be started.
   */
  take(needs?: BrowserNeeds): Promise<SessionBrowser>;
}
