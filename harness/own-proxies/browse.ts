import { attachInto } from '../conformance/attach.ts';
import { startEmulatedTarget } from '../conformance/emulated-target.ts';
import { probeFromPage, probeFromTab } from '../conformance/probing.ts';
import type { Attachment } from '../conformance/verification.ts';
import { canaryForms } from '../evidence/canaries.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { Probe } from '../matrix/probe.ts';
import { startOrigin } from '../origin/origin.ts';
import { startSession } from '../sessions/browser-service.ts';
import { connectCdp } from '../sessions/cdp.ts';
import { attachPage } from '../sessions/page-session.ts';
import { signStream } from '../sessions/sign-stream.ts';
import { openTab } from '../sessions/tab.ts';
import type { OwnProxy } from './own-proxy.ts';
import { startTaps } from './taps.ts';
import type { VerifyOwnProxiesOptions } from './verify.ts';

interface BrowseOptions extends VerifyOwnProxiesOptions {
  readonly runId: string;
  readonly proxies: readonly OwnProxy[];
  readonly probes: readonly Probe[];
  /** Gets everything that the witnesses see. */
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly onDone: (count: number) => void;
}

interface Browsed {
  /** Screenshots by probe id. */
  readonly attachments: ReadonlyMap<string, readonly Attachment[]>;
  /** Name and version of the browser. */
  readonly browser: string;
}

/** A session outlives its run by no more than this, whatever becomes of us. */
const SESSION_SECONDS = 3600;

/** Under which the emulated Secrets Manager holds the user's certificates; the number is nobody's account. */
const CERTIFICATES_ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:acpc-certificates-AbCdEf';

/** Makes the probes in a session of the local emulator, through the user's own proxies with a tap before each. */
export async function browseThroughTaps(options: BrowseOptions): Promise<Browsed> {
  const { configuration, credentials, probes, proxies, ledger, signal, onDone } = options;
  // What a URL of the user's own holds anyway, a user name for one, tells nothing where it arrives.
  const canaries = [...credentials.values()]
    .flatMap(canaryForms)
    .filter((canary) => !probes.some(({ url }) => url.includes(canary)));
  await using origin = await startOrigin({ onSighting: (seen) => ledger.origin(seen), canaries: () => canaries });
  await using taps = await startTaps(configuration, proxies, ledger);
  await using emulated = await startEmulatedTarget({
    executable: options.browser,
    trustedPublicKeys: [origin.publicKeyHash],
    origin: () => origin.address,
    secrets: credentials,
    ...(options.personality === undefined ? {} : { personality: options.personality }),
  });
  const { target } = emulated;
  if (options.certificates !== undefined) emulated.putSecret(CERTIFICATES_ARN, options.certificates);
  signal.throwIfAborted();

  await using session = await startSession(target, {
    name: `acpc-${options.runId}`,
    proxyConfiguration: taps.configuration,
    timeoutSeconds: SESSION_SECONDS,
    ...(options.certificates === undefined ? {} : { certificates: [CERTIFICATES_ARN] }),
  });
  // Stopping the session cuts its stream, which ends whatever waits for it.
  const interrupt = (): void => void Promise.resolve(session[Symbol.asyncDispose]()).catch(() => undefined);
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    signal.throwIfAborted();
    await using cdp = await connectCdp(session.streamEndpoint, await signStream(session.streamEndpoint, target));
    const browser = String((await cdp.send('Browser.getVersion'))['product']);
    const page = await attachPage(cdp);
    await probeFromPage(page, probes, ledger, { signal, onDone });
    signal.throwIfAborted();
    const tab = await openTab(page);
    return { browser, attachments: await probeFromTab(tab, probes, ledger, attachInto(options.folder), onDone) };
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
