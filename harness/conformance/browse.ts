import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { probeId } from '../matrix/marker.ts';
import type { Probe, ProbeId } from '../matrix/probe.ts';
import { startSession } from '../sessions/browser-service.ts';
import { connectCdp } from '../sessions/cdp.ts';
import { attachPage } from '../sessions/page-session.ts';
import { signStream } from '../sessions/sign-stream.ts';
import { openTab } from '../sessions/tab.ts';
import { tool } from '../tool.ts';
import { attachInto } from './attach.ts';
import { checkAgainAndAgain, failingRequests } from './checks/again-and-again.ts';
import { checkOutage, outageProbes } from './checks/outage.ts';
import { checkSessionDescription } from './checks/session-description.ts';
import { checkSessionStart } from './checks/session-start.ts';
import { inProcessTarget } from './in-process-target.ts';
import { probeFromPage, probeFromTab } from './probing.ts';
import type { DirectNames, OpenTarget, RunTarget } from './run-target.ts';
import { withSecretArns } from './stand-ins.ts';
import type { Attachment, CheckResult, ProxyName, Verification } from './verification.ts';
import type { VerifyElsewhereOptions, VerifyOptions } from './verify.ts';
import { whyEnded } from './why-ended.ts';
import { withinReach } from './within-reach.ts';
import { startWitnesses, type Witnesses } from './witnesses.ts';

interface BrowsePlan {
  readonly runId: string;
  readonly names: readonly ProxyName[];
  readonly probes: readonly Probe[];
  /** What a page asks for again once it has made all of its probes. */
  readonly again: readonly Probe[];
  /** Gets everything that the witnesses see. */
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
}

type BrowseOptions = (VerifyOptions | VerifyElsewhereOptions) & BrowsePlan;

interface Browsed {
  readonly target: Verification['target'];
  /** Probes that cannot be made there; a check says why. */
  readonly unmade: ReadonlySet<string>;
  /** How many of the proxies' sightings are from before the first of them was made to fail. */
  readonly undisturbed: number;
  readonly checks: readonly CheckResult[];
  /** Screenshots by probe id. */
  readonly attachments: ReadonlyMap<string, readonly Attachment[]>;
  readonly environment: Readonly<Record<string, string>>;
  /** Why it did not get to its end, as one sentence. */
  readonly incomplete?: string;
}

/** A session outlives its run by no more than this, whatever becomes of us. */
const SESSION_SECONDS = 3600;

/**
 * The part of a run that touches the world: witnesses first, then the target, then the session; all of them stopped in
 * the opposite order, on every way out.
 */
export async function browse(options: BrowseOptions): Promise<Browsed> {
  const checks: CheckResult[] = [];
  let attachments: ReadonlyMap<string, readonly Attachment[]> = new Map();
  let target: Verification['target'] = 'emulated';
  let unmade: ReadonlySet<string> = new Set();
  let undisturbed = Number.POSITIVE_INFINITY;
  const environment: Record<string, string> = {
    tool: `${tool.name} ${tool.version}`,
    runtime: `Node.js ${process.versions.node}`,
    platform: `${process.platform} ${process.arch}`,
  };
  try {
    for await (const result of run(options, environment)) {
      if ('checks' in result) checks.push(...result.checks);
      else if ('attachments' in result) attachments = result.attachments;
      else if ('undisturbed' in result) undisturbed = result.undisturbed;
      else ({ target, unmade } = result);
    }
    return { checks, attachments, environment, target, unmade, undisturbed };
  } catch (error) {
    const incomplete = whyEnded(options.signal, error);
    return { checks, attachments, environment, incomplete, target, unmade, undisturbed };
  }
}

type Result =
  | Pick<Browsed, 'target' | 'unmade'>
  | Pick<Browsed, 'undisturbed'>
  | { readonly checks: readonly CheckResult[] }
  | { readonly attachments: ReadonlyMap<string, readonly Attachment[]> };

async function* run(options: BrowseOptions, environment: Record<string, string>): AsyncGenerator<Result> {
  const { names, ledger, signal, runId } = options;
  const outagesWhere = (direct: DirectNames) => ({
    outages: outageProbes(options.configuration, names, direct),
    failing: failingRequests(options.configuration, names, direct),
  });
  const inAll = outagesWhere({ kind: 'all' });
  const total = options.probes.length + options.again.length + inAll.outages.length + inAll.failing.length;
  let done = 0;
  const progress = (phase: string, count = 0): void => {
    done += count;
    options.onProgress?.({ phase, done, total });
  };

  progress('starting');
  signal.throwIfAborted();
  await using witnesses = await witnessesOf(options);
  Object.assign(environment, witnesses.environment);
  const { origin, canaries } = witnesses;
  await using service = await openTargetOf(options)({ runId, origin });
  Object.assign(environment, service.environment);
  const { target, certificates } = service;
  const { probes, unmade, check } = withinReach(options.probes, service.capabilities.direct);
  yield { target: target.kind, unmade };
  yield { checks: check };
  const configuration = await withSecrets(witnesses, service);
  signal.throwIfAborted();

  await using session = await startSession(target, {
    name: `acpc-${runId}`,
    proxyConfiguration: configuration,
    timeoutSeconds: SESSION_SECONDS,
    ...(certificates.length === 0 ? {} : { certificates }),
  });
  // Stopping the session cuts its stream, which ends whatever waits for it.
  const interrupt = (): void => void Promise.resolve(session[Symbol.asyncDispose]()).catch(() => undefined);
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    signal.throwIfAborted();
    await witnesses.settled();
    yield { checks: [checkSessionStart(session.sessionId, ledger.proxySightings())] };
    await Promise.all(witnesses.proxies.map((proxy) => proxy.behave({ kind: 'normal' })));
    const description = await session.describe();
    yield { checks: [checkSessionDescription(configuration, session.received, description, canaries)] };

    const headers = await signStream(session.streamEndpoint, target);
    await using cdp = await connectCdp(session.streamEndpoint, headers);
    environment['browser'] = String((await cdp.send('Browser.getVersion'))['product']);
    const page = await attachPage(cdp);
    progress('probing');
    await probeFromPage(page, probes, ledger, { signal, onDone: (n) => progress('probing', n) });
    signal.throwIfAborted();
    const again = withinReach(options.again, service.capabilities.direct).probes;
    await probeFromPage(page, again, ledger, { signal, onDone: (n) => progress('probing again', n) });
    signal.throwIfAborted();

    const attach = attachInto(options.folder);
    const tab = await openTab(page);
    yield { attachments: await probeFromTab(tab, probes, ledger, attach, (n) => progress('navigating', n)) };
    await witnesses.settled();
    yield { undisturbed: ledger.proxySightingCount };
    const scene = { configuration: options.configuration, names, page, tab, witnesses, ledger, attach, signal };
    let number = options.probes.length + options.again.length;
    const nextId = (): ProbeId => probeId(runId, ++number);
    const { outages, failing } = outagesWhere(service.capabilities.direct);
    for (const outage of outages) {
      yield { checks: [await checkOutage(outage, scene, nextId)] };
      progress('breaking proxies', 1);
    }
    for (const requests of failing) {
      yield { checks: [await checkAgainAndAgain(requests, scene, nextId)] };
      progress('breaking proxies', 1);
    }
    await witnesses.settled();
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

function openTargetOf(options: BrowseOptions): OpenTarget {
  if ('openTarget' in options) return options.openTarget;
  const { browser, sabotage, sabotagedApi, personality } = options;
  return inProcessTarget({
    executable: browser,
    ...(sabotage === undefined ? {} : { policy: sabotage }),
    ...(sabotagedApi === undefined ? {} : { sabotagedApi }),
    ...(personality === undefined ? {} : { personality }),
  });
}

/** Gives the service the witnesses' credentials. @returns the configuration with the ARNs that they have there. */
async function withSecrets({ configuration, secrets }: Witnesses, service: RunTarget): Promise<ProxyConfiguration> {
  const arns = new Map<string, string>();
  for (const [arn, credentials] of secrets) arns.set(arn, await service.putSecret(arn, JSON.stringify(credentials)));
  return withSecretArns(configuration, arns);
}

async function witnessesOf({ proxies, configuration, ledger, runId }: BrowseOptions): Promise<Witnesses> {
  if (proxies === undefined || proxies === 'in-process') return startWitnesses(configuration, ledger);
  if (proxies !== 'containers') {
    const { startDeployedWitnesses } = await import('../deployment/deployed-witnesses.ts');
    return startDeployedWitnesses(configuration, proxies, ledger, runId);
  }
  // Testcontainers is loaded for those who want it.
  const { startContainerWitnesses } = await import('../containers/container-witnesses.ts');
  return startContainerWitnesses(configuration, ledger, runId);
}
