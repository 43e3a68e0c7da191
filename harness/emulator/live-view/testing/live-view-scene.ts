import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandInput,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { findBrowser } from '../../chromium/find.ts';
import { launchChromium } from '../../chromium/launch.ts';
import { startChromiumPool } from '../../chromium/pool.ts';
import { startEmulator } from '../../emulator.ts';
import { browserClient, sign } from '../../testing/clients.ts';
import { presign } from '../../testing/presign.ts';

const browserIdentifier = 'aws.browser.v1';

export interface LiveSession {
  readonly id: string;
  /** The live view's address, not signed. */
  readonly liveView: string;
  /** Connects Playwright to the automation stream. */
  automate(): Promise<Page>;
  stop(): Promise<void>;
}

/** A person's browser that has a live view open. */
export interface View {
  readonly page: Page;
  /** What the view's page asked for, as a browser does. */
  readonly requests: readonly string[];
  /** Errors of its script, and breaches of its content security policy. */
  readonly problems: readonly string[];
  text(selector: string): Promise<string | null>;
  /** Settles when the middle of the picture has this colour. */
  shows(expected: { readonly color: keyof typeof COLORS }): Promise<void>;
}

export interface LiveViewScene extends AsyncDisposable {
  /** An address of the website under test, which has `/red`, `/blue`, … */
  site(path: string): string;
  startSession(input?: Partial<StartBrowserSessionCommandInput>): Promise<LiveSession>;
  watch(session: LiveSession): Promise<View>;
}

const COLORS = { red: [255, 0, 0], blue: [0, 0, 255], lime: [0, 255, 0], yellow: [255, 255, 0] } as const;

/** JPEG is not exact. */
const COLOR_TOLERANCE = 12;

/** An emulator with real browsers, a website, and a browser of a person who watches. */
export async function liveViewScene(): Promise<LiveViewScene> {
  const found = await findBrowser();
  if (!found) throw new Error('This test needs Chrome or Chromium; CHROMIUM_PATH may name one.');
  const stack = new AsyncDisposableStack();
  const pool = stack.use(startChromiumPool({ executable: found.executable }));
  const emulator = stack.use(await startEmulator({ pool }));
  const client = browserClient(emulator);
  stack.defer(() => client.destroy());
  const website = await startWebsite();
  stack.use(website);
  const process = stack.use(await launchChromium(found.executable, { trustedPublicKeys: [] }));
  const watcher: Browser = await chromium.connectOverCDP(process.devToolsUrl);
  stack.defer(() => watcher.close());

  return {
    site: (path) => website.origin + path,
    async startSession(input) {
      const answer = await client.send(new StartBrowserSessionCommand({ browserIdentifier, ...input }));
      const endpointURL = answer.streams?.automationStream?.streamEndpoint ?? '';
      const { sessionId = '' } = answer;
      return {
        id: sessionId,
        liveView: answer.streams?.liveViewStream?.streamEndpoint ?? '',
        async automate() {
          const headers = await sign({ url: endpointURL.replace('ws:', 'http:'), credentials: emulator.credentials });
          const browser = await chromium.connectOverCDP(endpointURL, { headers });
          stack.defer(() => browser.close());
          const page = browser.contexts()[0]?.pages()[0];
          if (!page) throw new Error('The session has no page.');
          return page;
        },
        async stop() {
          await client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
        },
      };
    },
    async watch({ liveView }) {
      const page = await watcher.newPage();
      const [requests, problems]: [string[], string[]] = [[], []];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      await page.goto(await presign({ url: liveView, credentials: emulator.credentials }));
      return {
        page,
        requests,
        problems,
        text: (selector) => page.textContent(selector),
        shows: async ({ color }) => {
          await vi.waitFor(
            async () => expect(distance(await middle(page), COLORS[color])).toBeLessThan(COLOR_TOLERANCE),
            {
              timeout: 20_000,
            },
          );
        },
      };
    },
    [Symbol.asyncDispose]: async () => stack.disposeAsync(),
  };
}

async function startWebsite() {
  const server = createServer((request, response) => {
    const color = (request.url ?? '/').slice(1);
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>${color}</title><body style="background: ${color}">`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The picture's colour in its middle. */
function middle(page: Page): Promise<number[]> {
  return page.evaluate(`(() => {
    const canvas = document.getElementById('canvas');
    if (canvas.hidden) return [];
    const { data } = canvas.getContext('2d').getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
    return [...data].slice(0, 3);
  })()`);
}

function distance(left: readonly number[], right: readonly number[]): number {
  return Math.max(...right.map((value, index) => Math.abs(value - (left[index] ?? 1000))));
}
