import type { ProxyConfiguration } from '../../../harness/configuration/proxy-configuration.ts';
import type { BrowserSighting } from '../../../harness/evidence/sightings.ts';
import type { ProbeId } from '../../../harness/matrix/probe.ts';
import { startSession } from '../../../harness/sessions/browser-service.ts';
import { connectCdp } from '../../../harness/sessions/cdp.ts';
import { attachPage, openPage } from '../../../harness/sessions/page-session.ts';
import { signStream } from '../../../harness/sessions/sign-stream.ts';
import { openTab } from '../../../harness/sessions/tab.ts';
import type { Target } from '../../../harness/sessions/target.ts';

/** A session somewhere, driven from this machine. */
export interface Place extends AsyncDisposable {
  /** Goes to a page and says what the browser shows. */
  visit(id: ProbeId, url: string): Promise<BrowserSighting['outcome']>;
  /** The value of an expression in an empty page, awaited where it is a promise. */
  evaluate(expression: string): Promise<unknown>;
}

/** @param port of this machine, at which the emulator is reached. */
export async function openPlace(
  port: number,
  credentials: Target['credentials'],
  proxyConfiguration: ProxyConfiguration,
): Promise<Place> {
  const target: Target = {
    kind: 'emulated',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials,
    browserIdentifier: 'aws.browser.v1',
  };
  const session = await startSession(target, { name: 'contained', proxyConfiguration, timeoutSeconds: 3600 });
  const cdp = await connectCdp(session.streamEndpoint, await signStream(session.streamEndpoint, target));
  const page = await attachPage(cdp);
  const tab = await openTab(page);
  // Not from what the tab shows: a page over https may not ask for one over http.
  const blank = await openPage(cdp);
  // The new one is in front; a picture of what is behind it may never be drawn.
  await page.send('Page.bringToFront');
  return {
    visit: async (id, url) => (await tab.visit(id, url)).sighting.outcome,
    evaluate: (expression) => blank.evaluate(expression),
    async [Symbol.asyncDispose]() {
      await cdp[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
    },
  };
}
