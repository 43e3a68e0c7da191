import { PlaywrightBrowser } from 'bedrock-agentcore/browser/playwright';

/** What an application does with the vendor's client, in the order in which it would; prints what it saw as JSON. */
const browser = new PlaywrightBrowser({ region: 'us-east-1' });
const proxy = { server: '127.0.0.1', port: Number(process.env['PROXY_PORT']), domainPatterns: ['shop.example'] };
const started = await browser.startSession({
  sessionName: 'vendor',
  timeout: 120,
  proxyConfiguration: { proxies: [{ externalProxy: proxy }] },
});
const described = await browser.getSession();
await browser.navigate({ url: 'http://shop.example/' });
const heading = await browser.getText({ selector: 'h1' });
const title = await browser.evaluate({ script: 'document.title' });
const screenshot = await browser.screenshot({ encoding: 'base64' });
const page = await fetch(await browser.generateLiveViewUrl());
const { items } = await browser.listSessions({ status: 'READY' });
await browser.stopSession();
const { status } = await browser.getSession({ sessionId: started.sessionId });

process.stdout.write(
  JSON.stringify({
    started,
    described,
    heading,
    title,
    // Every PNG begins so.
    screenshot: String(screenshot).slice(0, 11),
    liveView: {
      status: page.status,
      type: page.headers.get('content-type'),
      shows: (await page.text()).includes(`Session ${started.sessionId}`),
    },
    listed: items.map(({ sessionId }) => sessionId),
    stopped: status,
  }),
);
