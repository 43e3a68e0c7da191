import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';

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

/** One Chromium with its own egress router, reserved for one session and never reused. */
export interface SessionBrowser extends AsyncDisposable {
  /** The browser's DevTools WebSocket (`ws://127.0.0.1:<port>/devtools/browser/<id>`); never shown to clients. */
  readonly devToolsUrl: string;
  readonly processId: number;
  /** Settles when the process is gone, for whatever reason, with that reason in plain words. */
  readonly exited: Promise<string>;
  /** Called once, before the session is READY. Without a configuration everything goes direct. */
  configure(egress: EgressConfiguration | undefined): void;
}

/** Warm browsers, waiting for a session. */
export interface BrowserPool extends AsyncDisposable {
  /**
   * A browser that is up and idle. Waits for one to start where none is warm.
   * @throws {Error} when no browser can be started.
   */
  take(): Promise<SessionBrowser>;
}
