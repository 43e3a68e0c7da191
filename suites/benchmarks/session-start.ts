import { findBrowser } from '../../harness/emulator/chromium/find.ts';
import { launchChromium } from '../../harness/emulator/chromium/launch.ts';
import { startChromiumPool } from '../../harness/emulator/chromium/pool.ts';
import { startEmulator } from '../../harness/emulator/emulator.ts';
import { startSession } from '../../harness/sessions/browser-service.ts';
import { connectCdp } from '../../harness/sessions/cdp.ts';
import { signStream } from '../../harness/sessions/sign-stream.ts';
import type { Target } from '../../harness/sessions/target.ts';
import { type BenchmarkResult, benchmarkResult, median } from './result.ts';

const ROUNDS = 9;
/** The first rounds compile code and fill caches on both sides. */
const WARM_UP_ROUNDS = 2;

/** From the call of StartBrowserSession to an answered DevTools command, against a cold launch to the same point. */
export async function benchmarkSessionStart(): Promise<readonly BenchmarkResult[]> {
  const executable = (await findBrowser())?.executable ?? '';
  const warm: number[] = [];
  const cold: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    cold.push(await coldLaunch(executable));
    warm.push(await warmStart(executable));
  }
  return [
    benchmarkResult({
      name: 'warm session start, API call to DevTools connected',
      ours: median(warm.slice(WARM_UP_ROUNDS)),
      peer: 'cold Chromium launch',
      theirs: median(cold.slice(WARM_UP_ROUNDS)),
      unit: 'ms',
      bound: { kind: 'at-most', value: 1 / 3 },
    }),
  ];
}

async function coldLaunch(executable: string): Promise<number> {
  const started = performance.now();
  await using browser = await launchChromium(executable, { trustedPublicKeys: [] });
  await using cdp = await connectCdp(browser.devToolsUrl, {});
  await cdp.send('Browser.getVersion');
  return performance.now() - started;
}

async function warmStart(executable: string): Promise<number> {
  await using pool = startChromiumPool({ executable, ahead: 1 });
  await using emulator = await startEmulator({ pool });
  await pool.warm();
  const target: Target = { kind: 'emulated', browserIdentifier: 'aws.browser.v1', ...emulator };
  const started = performance.now();
  await using session = await startSession(target, {
    name: 'benchmark',
    proxyConfiguration: { proxies: [{ externalProxy: { server: '127.0.0.1', port: 9 } }] },
    timeoutSeconds: 60,
  });
  await using cdp = await connectCdp(session.streamEndpoint, await signStream(session.streamEndpoint, target));
  await cdp.send('Browser.getVersion');
  return performance.now() - started;
}
