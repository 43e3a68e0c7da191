import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BrowserAction } from '../api/shapes/browser-action.ts';
import type { BrowserProfile } from '../profiles/browser-profile.ts';
import type { BrowserPool, EgressConfiguration, SessionBrowser, ViewPort } from '../session-browser.ts';

/** A browser without Chromium: its DevTools socket echoes, and a test decides when it exits. */
export interface FakeBrowser extends SessionBrowser {
  /** What it was configured with; each call is one entry. */
  readonly configured: (EgressConfiguration | undefined)[];
  readonly disposed: boolean;
  /** What was asked of it beside its streams, in order. */
  readonly asked: (ViewPort | BrowserAction | BrowserProfile)[];
  /** What it tells when its profile is read; a test may replace it. */
  profile: BrowserProfile;
  /** Connections to its DevTools socket, all that ever were. */
  readonly connections: WebSocket[];
  /** Settles when the next client connects to its DevTools socket. */
  nextConnection(): Promise<WebSocket>;
  exit(reason: string): void;
}

export interface FakePool extends BrowserPool {
  /** Every browser ever taken. */
  readonly taken: FakeBrowser[];
}

/** @param prepare called with every browser, and awaited, before it is handed out. */
export function fakePool(prepare: (browser: FakeBrowser) => void | Promise<void> = () => undefined): FakePool {
  const taken: FakeBrowser[] = [];
  return {
    taken,
    async take() {
      const browser = await startFakeBrowser(taken.length + 1);
      taken.push(browser);
      await prepare(browser);
      return browser;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(taken.map((browser) => browser[Symbol.asyncDispose]()));
    },
  };
}

async function startFakeBrowser(processId: number): Promise<FakeBrowser> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 200 * 1024 * 1024 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'string' || address === null) throw new Error('no port');
  const connections: WebSocket[] = [];
  server.on('connection', (client) => {
    connections.push(client);
    client.on('message', (data, binary) => client.send(data, { binary }));
  });
  let settleExited: (reason: string) => void = () => undefined;
  const exited = new Promise<string>((resolve) => {
    settleExited = resolve;
  });
  const configured: (EgressConfiguration | undefined)[] = [];
  let disposed = false;
  const asked: (ViewPort | BrowserAction | BrowserProfile)[] = [];
  const browser: FakeBrowser = {
    devToolsUrl: `ws://127.0.0.1:${address.port}/devtools/browser/fake`,
    processId,
    exited,
    configured,
    connections,
    get disposed() {
      return disposed;
    },
    asked,
    profile: { cookies: [], localStorage: {} },
    control: {
      resize: async (viewPort) => void asked.push(viewPort),
      async perform(action) {
        asked.push(action);
        return 'screenshot' in action ? { data: Buffer.from('picture').toString('base64') } : {};
      },
      readProfile: async () => browser.profile,
      writeProfile: async (profile) => void asked.push(profile),
    },
    configure: (egress) => void configured.push(egress),
    async nextConnection() {
      const [client] = await once(server, 'connection');
      return client;
    },
    exit: (reason) => settleExited(reason),
    async [Symbol.asyncDispose]() {
      if (disposed) return;
      disposed = true;
      for (const client of server.clients) client.terminate();
      server.close();
      settleExited('It was disposed.');
    },
  };
  return browser;
}
