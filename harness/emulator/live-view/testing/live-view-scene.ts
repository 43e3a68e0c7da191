import {
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandInput,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBrowser } from '../../chromium/find.ts';
import { launchChromium } from '../../chromium/launch.ts';
import { startChromiumPool } from '../../chromium/pool.ts';
import { startEmulator } from '../../emulator.ts';
import { browserClient, sign } from '../../testing/clients.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { presign } from '../../testing/presign.ts';
import { visit } from '../../testing/visit.ts';
import { startWebsite } from './website.ts';

const browserIdentifier = 'aws.browser.v1';

interface LiveSession {
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
  /** Settles when the element holds this text. */
  says(selector: string, text: string): Promise<void>;
  /** Share of the picture's pixels that have not the colour of its corner. */
  ink(): Promise<number>;
  /** Settles when the middle of the picture has this colour. */
  shows(color: keyof typeof COLORS): Promise<void>;
}

export interface LiveViewScene extends AsyncDisposable {
  readonly clock: ManualClock;
  /** An address of the website under test, which has `/red`, `/blue`, … */
  site(path: string): string;
  startSession(input?: Partial<StartBrowserSessionCommandInput>): Promise<LiveSession>;
  /** @param initially runs in the view's page before its own script. */
  watch(session: LiveSession, initially?: string): Promise<View>;
}

const COLORS = { red: [255, 0, 0], blue: [0, 0, 255], lime: [0, 255, 0], yellow: [255, 255, 0] } as const;

/** Expects something of a value that is read again and again until it fits. */
export const eventually = <Value>(read: () => Value) => expect.poll(read);

/** The colour in the middle of the picture; nothing where there is no picture. */
const MIDDLE = `(() => {
  const canvas = document.getElementById('canvas');
  if (canvas.hidden) return [];
  const { data } = canvas.getContext('2d').getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
  return [...data].slice(0, 3);
})()`;

const INK = `(() => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let other = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ([0, 1, 2].some((part) => Math.abs(data[at + part] - data[part]) > 60)) other += 1;
  }
  return other / (data.length / 4);
})()`;

/** JPEG is not exact. */
const COLOR_TOLERANCE = 12;

/** An emulator with real browsers, a website, and a browser of a person who watches. */
export async function liveViewScene(): Promise<LiveViewScene> {
  const found = await findBrowser();
  if (!found) throw new Error('This test needs Chrome or Chromium; CHROMIUM_PATH may name one.');
  const stack = new AsyncDisposableStack();
  const pool = stack.use(startChromiumPool({ executable: found.executable }));
  const clock = new ManualClock();
  const emulator = stack.use(await startEmulator({ pool, clock }));
  const client = browserClient(emulator);
  stack.defer(() => client.destroy());
  const website = await startWebsite();
  stack.use(website);
  const process = stack.use(await launchChromium(found.executable, { trustedPublicKeys: [] }));
  const watcher: Browser = await chromium.connectOverCDP(process.devToolsUrl);
  stack.defer(() => watcher.close());

  return {
    clock,
    site: (path) => website.origin + path,
    async startSession(input) {
      const answer = await client.send(new StartBrowserSessionCommand({ browserIdentifier, ...input }));
      const endpointURL = answer.streams?.automationStream?.streamEndpoint ?? '';
      const { sessionId = '' } = answer;
      return {
        id: sessionId,
        liveView: answer.streams?.liveViewStream?.streamEndpoint ?? '',
        async automate() {
          const headers = await sign({
            url: endpointURL.replace('ws:', 'http:'),
            credentials: emulator.credentials,
            signingDate: clock.now(),
          });
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
    async watch({ liveView }, initially) {
      const page = await watcher.newPage();
      const [requests, problems]: [string[], string[]] = [[], []];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      if (initially !== undefined) await page.addInitScript(initially);
      const { credentials } = emulator;
      await visit(page, await presign({ url: liveView, credentials, signingDate: clock.now() }));
      return {
        page,
        requests,
        problems,
        says: (selector, text) => eventually(() => page.textContent(selector)).toBe(text),
        ink: () => page.evaluate(INK),
        shows: (color) =>
          eventually(async () => distance(await page.evaluate(MIDDLE), COLORS[color])).toBeLessThan(COLOR_TOLERANCE),
      };
    },
    [Symbol.asyncDispose]: async () => stack.disposeAsync(),
  };
}

function distance(left: readonly number[], right: readonly number[]): number {
  return Math.max(...right.map((value, index) => Math.abs(value - (left[index] ?? 1000))));
}
