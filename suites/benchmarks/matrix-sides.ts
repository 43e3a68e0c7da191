import { verify } from '../../harness/conformance/verify.ts';
import { findBrowser } from '../../harness/emulator/chromium/find.ts';
import { launchChromium } from '../../harness/emulator/chromium/launch.ts';
import { deriveProbes } from '../../harness/matrix/derive-probes.ts';
import { startOrigin } from '../../harness/origin/origin.ts';
import { connectCdp } from '../../harness/sessions/cdp.ts';
import { attachPage } from '../../harness/sessions/page-session.ts';
import { openProbePage } from '../../harness/sessions/probe-page.ts';
import { chromiumMemory } from './chromium-memory.ts';
import { fillingHosts, largestConfiguration } from './matrix-workload.ts';

/** What one side of the matrix benchmark reports to its parent. */
export interface MatrixFigures {
  readonly probesPerSecond: number;
  /** Peak of the browser's processes together, proportional set size, bytes. */
  readonly chromiumBytes: number;
  readonly conforming: number;
}

/** The browser is measured that often while probes are under way. */
const PROGRESS_STEPS = 8;

const configuration = largestConfiguration();
const hosts = fillingHosts(configuration);
const executable = (await findBrowser())?.executable ?? '';

/** Our side: a whole verification, of which the time from the first to the last probe of the page counts. */
export async function ours(): Promise<MatrixFigures> {
  let chromiumBytes = 0;
  let started = 0;
  let ended = 0;
  let steps = 0;
  const verification = await verify({
    configuration,
    configurationSource: 'benchmark',
    browser: executable,
    schemes: ['https'],
    hosts,
    onProgress: ({ phase }) => {
      if (phase !== 'probing') return;
      started ||= performance.now();
      ended = performance.now();
      if (++steps % PROGRESS_STEPS === 0) chromiumBytes = Math.max(chromiumBytes, chromiumMemory());
    },
  });
  if (verification.incomplete) throw new Error(verification.incomplete);
  const requests = verification.probes.filter(({ probe }) => probe.traffic === 'fetch');
  return {
    probesPerSecond: requests.length / ((ended - started) / 1000),
    chromiumBytes,
    conforming: requests.filter(({ verdict }) => verdict === 'conforms').length,
  };
}

/** The peer: the same probes from the same page function in a browser without any proxy. */
export async function bare(): Promise<MatrixFigures> {
  await using origin = await startOrigin({ onSighting: () => undefined });
  await using browser = await launchChromium(executable, {
    trustedPublicKeys: [origin.publicKeyHash],
    extra: [`--host-resolver-rules=MAP * 127.0.0.1:${origin.address.port}`],
  });
  await using cdp = await connectCdp(browser.devToolsUrl, {});
  const page = openProbePage(await attachPage(cdp));
  const probes = deriveProbes({ configuration, schemes: ['https'], runId: 'bench', hosts });
  const requests = probes.filter(({ traffic }) => traffic === 'fetch');
  let chromiumBytes = 0;
  let steps = 0;
  let conforming = 0;
  const started = performance.now();
  for await (const sightings of page.run(requests, new AbortController().signal)) {
    conforming += sightings.filter(
      ({ outcome, marker }) => outcome.kind === 'response' && outcome.marker === marker,
    ).length;
    if (++steps % PROGRESS_STEPS === 0) chromiumBytes = Math.max(chromiumBytes, chromiumMemory());
  }
  return {
    probesPerSecond: requests.length / ((performance.now() - started) / 1000),
    chromiumBytes,
    conforming,
  };
}
