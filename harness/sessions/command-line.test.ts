import { expect, test } from 'vitest';
import { launchChromium } from '../emulator/chromium/launch.ts';
import { type Cdp, connectCdp, SessionLostError } from './cdp.ts';
import { readCommandLine } from './command-line.ts';

test('a browser tells its own flags, one by one', async () => {
  await using chromium = await launchChromium(process.env['CHROMIUM_PATH'] ?? '', {
    proxyPort: 3128,
    trustedPublicKeys: [],
  });
  await using cdp = await connectCdp(chromium.devToolsUrl, {});
  const flags = await readCommandLine(cdp);
  expect(flags).toContain('--proxy-server=http://127.0.0.1:3128');
  expect(flags).toContain('--webrtc-ip-handling-policy=disable_non_proxied_udp');
});

test('a session that is lost meanwhile is not waited for', async () => {
  const cdp: Cdp = {
    send: async (method) => {
      if (method === 'Runtime.evaluate') throw new SessionLostError('it crashed');
      return { targetId: 'page', sessionId: 'session' };
    },
    on: () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  await expect(readCommandLine(cdp)).rejects.toThrow(SessionLostError);
});
