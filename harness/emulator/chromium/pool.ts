import { type EgressRouterOptions, startEgressRouter } from '../router/egress-router.ts';
import type { BrowserPool, SessionBrowser } from '../session-browser.ts';
import { launchChromium } from './launch.ts';

export interface ChromiumPoolOptions {
  readonly executable: string;
  /** Browsers that are kept warm beyond those in use; default 1. */
  readonly warm?: number;
  /** Browsers that are started ahead of demand in all; default: no bound. A run of one session needs one. */
  readonly ahead?: number;
  /** See {@link ChromiumFlags.trustedPublicKeys}. */
  readonly trustedPublicKeys?: readonly string[];
  readonly router?: EgressRouterOptions;
}

export interface ChromiumPool extends BrowserPool {
  /** Settles when every browser that is being started ahead is up. @throws {BrowserStartError} when one is not. */
  warm(): Promise<void>;
}

/**
 * Keeps browsers up before anybody asks for one. Each starts behind an egress router of its own that knows no
 * configuration yet, so that starting a session is a matter of configuring its router.
 */
export function startChromiumPool(options: ChromiumPoolOptions): ChromiumPool {
  const ready: Promise<SessionBrowser>[] = [];
  const alive = new Set<SessionBrowser>();
  let ahead = options.ahead ?? Number.POSITIVE_INFINITY;
  let closing = false;

  const launch = async (): Promise<SessionBrowser> => {
    const router = await startEgressRouter(options.router);
    try {
      const chromium = await launchChromium(options.executable, {
        proxyPort: router.port,
        trustedPublicKeys: options.trustedPublicKeys ?? [],
      });
      const browser: SessionBrowser = {
        devToolsUrl: chromium.devToolsUrl,
        processId: chromium.processId,
        exited: chromium.exited,
        configure: router.configure,
        async [Symbol.asyncDispose]() {
          alive.delete(browser);
          await Promise.all([chromium[Symbol.asyncDispose](), router[Symbol.asyncDispose]()]);
        },
      };
      alive.add(browser);
      return browser;
    } catch (error) {
      await router[Symbol.asyncDispose]();
      throw error;
    }
  };

  const warmUp = (): void => {
    for (; !closing && ahead > 0 && ready.length < (options.warm ?? 1); ahead--) {
      const browser = launch();
      // Whoever takes it learns of the failure; until then nobody waits for it.
      browser.catch(() => undefined);
      ready.push(browser);
    }
  };

  warmUp();
  return {
    async take() {
      if (closing) throw new Error('the browser pool is closed');
      const browser = ready.shift() ?? launch();
      warmUp();
      return browser;
    },
    async warm() {
      await Promise.all(ready);
    },
    async [Symbol.asyncDispose]() {
      closing = true;
      await Promise.allSettled(ready);
      await Promise.all([...alive].map((browser) => browser[Symbol.asyncDispose]()));
    },
  };
}
