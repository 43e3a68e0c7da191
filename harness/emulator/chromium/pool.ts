import { type EgressRouterOptions, startEgressRouter } from '../router/egress-router.ts';
import type { BrowserNeeds, BrowserPool, SessionBrowser } from '../session-browser.ts';
import { chromiumControl } from './control.ts';
import { type LaunchOptions, launchChromium } from './launch.ts';

export interface ChromiumPoolOptions {
  readonly executable: string;
  /** Browsers that are kept warm beyond those in use; default 1. */
  readonly warm?: number;
  /** Browsers that are started ahead of demand in all; default: no bound. A run of one session needs one. */
  readonly ahead?: number;
  /** See {@link ChromiumFlags.trustedPublicKeys}. */
  readonly trustedPublicKeys?: readonly string[];
  /** X.509 certificates (PEM, one each) that every browser trusts, besides what its session needs. Default none. */
  readonly certificates?: readonly string[];
  readonly router?: EgressRouterOptions;
  /** See {@link LaunchOptions.commandLine}. */
  readonly commandLine?: NonNullable<LaunchOptions['commandLine']>;
}

const NO_NEEDS: BrowserNeeds = { certificates: [] };

/** The pool has been disposed, and hands out no browser any more. */
export class PoolClosedError extends Error {
  readonly code = 'ERR_POOL_CLOSED';

  constructor() {
    super('The browser pool is closed.');
    this.name = 'PoolClosedError';
  }
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
  /** Up or coming up, for whoever asks next. */
  const ready = new Set<Promise<SessionBrowser>>();
  const starting = new Set<Promise<SessionBrowser>>();
  const alive = new Set<SessionBrowser>();
  let ahead = options.ahead ?? Number.POSITIVE_INFINITY;
  let closing = false;

  const start = async (needs: BrowserNeeds): Promise<SessionBrowser> => {
    const router = await startEgressRouter(options.router);
    try {
      const chromium = await launchChromium(options.executable, {
        proxyPort: router.port,
        trustedPublicKeys: options.trustedPublicKeys ?? [],
        ...needs,
        certificates: [...(options.certificates ?? []), ...needs.certificates],
        ...(options.commandLine === undefined ? {} : { commandLine: options.commandLine }),
      });
      let ended: Promise<unknown> | undefined;
      const browser: SessionBrowser = {
        devToolsUrl: chromium.devToolsUrl,
        processId: chromium.processId,
        exited: chromium.exited,
        configure: router.configure,
        control: chromiumControl(chromium.devToolsUrl),
        async [Symbol.asyncDispose]() {
          alive.delete(browser);
          ended ??= Promise.all([chromium[Symbol.asyncDispose](), router[Symbol.asyncDispose]()]);
          await ended;
        },
      };
      alive.add(browser);
      try {
        await chromium.settled();
      } catch (error) {
        await browser[Symbol.asyncDispose]();
        throw error;
      }
      return browser;
    } catch (error) {
      await router[Symbol.asyncDispose]();
      throw error;
    }
  };

  const launch = (needs: BrowserNeeds = NO_NEEDS): Promise<SessionBrowser> => {
    const started = start(needs);
    starting.add(started);
    // Whoever takes or disposes it learns of a failure; until then nobody waits for it.
    watch(started).catch(() => undefined);
    return started;
  };

  /** A browser that ends by itself is handed to nobody, and leaves nothing behind. */
  const watch = async (started: Promise<SessionBrowser>): Promise<void> => {
    const browser = await started.finally(() => starting.delete(started));
    await browser.exited;
    ready.delete(started);
    await browser[Symbol.asyncDispose]();
  };

  const warmUp = (): void => {
    for (; !closing && ahead > 0 && ready.size < (options.warm ?? 1); ahead--) ready.add(launch());
  };

  warmUp();
  return {
    async take(needs) {
      if (closing) throw new PoolClosedError();
      // What a warm browser was started with cannot be changed any more.
      const [warm] = needs ? [] : ready;
      if (warm !== undefined) ready.delete(warm);
      const taken = warm ?? launch(needs);
      warmUp();
      const browser = await taken;
      if (closing) throw new PoolClosedError();
      return browser;
    },
    async warm() {
      await Promise.all(ready);
    },
    async [Symbol.asyncDispose]() {
      closing = true;
      await Promise.allSettled(starting);
      await Promise.all([...alive].map((browser) => browser[Symbol.asyncDispose]()));
    },
  };
}
