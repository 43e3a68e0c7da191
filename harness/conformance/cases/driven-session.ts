import { attribute, authorityOf } from '../../evidence/attribute.ts';
import type { Attribution } from '../../evidence/attribution.ts';
import { type OpenRoutes, openRoutes } from '../../evidence/open-routes.ts';
import type { ProxySighting } from '../../evidence/sightings.ts';
import { markedUrl, probeId } from '../../matrix/marker.ts';
import type { Probe } from '../../matrix/probe.ts';
import { readTarget } from '../../matrix/target.ts';
import { oracleOf } from '../../routing/oracle.ts';
import { type StartedSession, startSession } from '../../sessions/browser-service.ts';
import { type Cdp, connectCdp, SessionLostError } from '../../sessions/cdp.ts';
import { readCommandLine } from '../../sessions/command-line.ts';
import { attachPage, openPage, type PageSession } from '../../sessions/page-session.ts';
import { signStream } from '../../sessions/sign-stream.ts';
import { openTab } from '../../sessions/tab.ts';
import type { Target } from '../../sessions/target.ts';
import { openPageTraffic, type PageTraffic } from '../../sessions/traffic/page-traffic.ts';
import type { Attach } from '../attach.ts';
import { probeFromPage, probeFromTab } from '../probing.ts';
import { type DirectNames, directReason, leadsDirectly, NotApplicableError } from '../run-target.ts';
import type { Attachment, ProxyName } from '../verification.ts';
import type { CaseRequest } from './case.ts';
import { isPaged, pageRequests } from './page-requests.ts';
import type { Scene } from './scene.ts';

/** What became of one request, by all witnesses. Facts only. */
export interface ObservedRequest<Request extends CaseRequest = CaseRequest> {
  readonly request: Request;
  /** With the oracle's word on where it should go. */
  readonly probe: Probe;
  /** The proxies of the configuration, as words name them. */
  readonly names: readonly ProxyName[];
  readonly attribution: Attribution;
  /** What the document leaves open about its route. */
  readonly open: OpenRoutes;
  /** Everything that any proxy was asked for the request's own `host:port` since it was made. */
  readonly asked: readonly ProxySighting[];
  /** Screenshots of the browser's error page. */
  readonly attachments: readonly Attachment[];
}

/** What can be done from a page. */
export interface DrivenPage {
  /** Makes requests, all at once as far as a browser can, and returns when each has come to its end. */
  ask<Request extends CaseRequest>(requests: readonly Request[]): Promise<readonly ObservedRequest<Request>[]>;
  /** The value of an expression in the page, awaited where it is a promise. */
  evaluate(expression: string): Promise<unknown>;
}

/** A session of a case; what is done is done from its first page. */
export interface DrivenSession extends DrivenPage, AsyncDisposable {
  readonly sessionId: string;
  /** The answer to StartBrowserSession. */
  readonly startAnswer: object;
  /** GetBrowserSession. */
  readonly describe: StartedSession['describe'];
  /** Opens another tab of the same browser. */
  newTab(): Promise<DrivenPage>;
  /** The flags that the browser was started with. */
  commandLine(): Promise<readonly string[]>;
  /** Makes the browser crash, and returns when its stream is gone. */
  crash(): Promise<void>;
  /** StopBrowserSession; disposing does the same. */
  stop(): Promise<void>;
}

export interface DrivenSessionOptions {
  readonly signal: AbortSignal;
  /** Where screenshots of error pages go. */
  readonly keep: Attach;
  /** Default one hour, more than any run takes. */
  readonly timeoutSeconds?: number;
  /** As whom; default: as whoever runs the harness. */
  readonly target?: Target;
}

/** A session outlives its run by no more than this, whatever becomes of us. */
const SESSION_SECONDS = 3600;

/**
 * Starts a session with the scene's configuration, or with none where it names no proxy, and attaches to its page.
 * @throws the client's own exceptions where the service refuses to start it.
 */
export async function driveSession(scene: Scene, options: DrivenSessionOptions): Promise<DrivenSession> {
  const { service, onBrowser } = scene.world;
  const { signal, keep, timeoutSeconds = SESSION_SECONDS, target = service.target } = options;
  const { certificates, capabilities } = service;
  const started = await startSession(target, {
    name: `acpc-${scene.runId}`,
    ...(scene.configuration.proxies.length === 0 ? {} : { proxyConfiguration: scene.configuration }),
    timeoutSeconds,
    ...(certificates.length === 0 ? {} : { certificates }),
  });
  const { cdp, page, browser } = await attach(started, target).catch(async (error: unknown) => {
    await started[Symbol.asyncDispose]();
    throw error;
  });
  onBrowser(browser);
  const stop = async (): Promise<void> => {
    signal.removeEventListener('abort', interrupt);
    try {
      await cdp[Symbol.asyncDispose]();
    } finally {
      await started[Symbol.asyncDispose]();
    }
  };
  // Stopping the session cuts its stream, which ends whatever waits for it.
  const interrupt = (): void => void Promise.resolve(started[Symbol.asyncDispose]()).catch(() => undefined);
  signal.addEventListener('abort', interrupt, { once: true });
  let traffic: Promise<PageTraffic> | undefined;
  const driven = (from: PageSession): DrivenPage => ({
    async evaluate(expression) {
      const value = await from.evaluate(expression);
      await scene.settled();
      return value;
    },
    async ask(requests) {
      const before = scene.ledger.proxySightingCount;
      const planned = requests.map((request) => ({ request, probe: plan(request, scene) }));
      for (const { request, probe } of planned) refuseLost(request, probe, scene, capabilities.direct);
      const probes = planned.filter(({ request }) => !isPaged(request)).map(({ probe }) => probe);
      await probeFromPage(from, probes, scene.ledger, { signal });
      const navigates = probes.some(({ traffic }) => traffic === 'navigation');
      const attachments = navigates
        ? await probeFromTab(await openTab(from), probes, scene.ledger, keep, () => undefined)
        : new Map<string, readonly Attachment[]>();
      if (navigates) (await traffic)?.leave();
      for (const request of pageRequests(planned, scene)) {
        traffic ??= openPageTraffic(cdp, page);
        for (const sighting of await (await traffic).make(request)) scene.ledger.browser(sighting);
      }
      await scene.settled();
      const since = scene.ledger.proxySightings(before);
      const openFor = openRoutes(scene.shown, []);
      return planned.map(({ request, probe }) => ({
        request,
        probe,
        names: scene.names,
        attribution: attribute(probe, scene.ledger),
        open: openFor(probe),
        asked: since.filter(({ authority }) => authority.toLowerCase() === authorityOf(probe)),
        attachments: attachments.get(probe.id) ?? [],
      }));
    },
  });
  await scene.settled().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    ...driven(page),
    sessionId: started.sessionId,
    startAnswer: started.startAnswer,
    describe: started.describe,
    newTab: async () => driven(await openPage(cdp)),
    commandLine: () => readCommandLine(cdp),
    crash: () => cdp.send('Browser.crash').then(lost, lost),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** A browser that is gone has crashed; any other fault is ours. */
function lost(outcome: unknown): void {
  if (!(outcome instanceof SessionLostError)) throw outcome;
}

interface Attached {
  readonly cdp: Cdp;
  readonly page: PageSession;
  /** Name and version. */
  readonly browser: string;
}

async function attach(started: StartedSession, target: Target): Promise<Attached> {
  const cdp = await connectCdp(started.streamEndpoint, await signStream(started.streamEndpoint, target));
  try {
    const page = await attachPage(cdp);
    return { cdp, page, browser: String((await cdp.send('Browser.getVersion'))['product']) };
  } catch (error) {
    await cdp[Symbol.asyncDispose]();
    throw error;
  }
}

/** Gives a request its marker, and the oracle's word on it. @throws {RangeError} where no browser can ask for its URL. */
function plan(request: CaseRequest, scene: Scene): Probe {
  const { url } = request;
  const target = readTarget(url, 'probes');
  if (target.kind !== 'url') throw new RangeError(`A case asks for ${url}, which is no URL to ask a proxy for.`);
  const { host, scheme } = target;
  // A bare host is asked for as it is written: a URL parser would change its case.
  const [, bare] = /^\w+:\/\/([^/?#]+)\/?$/.exec(url) ?? [];
  const id = probeId(scene.runId, scene.nextNumber());
  const decision = oracleOf(scene.shown)(host);
  return {
    id,
    url: markedUrl(bare === undefined ? target : { kind: 'host', host: bare }, scheme, id),
    host,
    scheme,
    traffic: trafficOf(request, scheme),
    source: { variant: 'user-host', path: 'probes' },
    expected: { by: 'oracle', route: decision.route, decision },
  };
}

/** @throws {NotApplicableError} where the request, or its page, goes directly to a host that the origin does not answer for. */
function refuseLost(request: CaseRequest, { host, expected }: Probe, scene: Scene, direct: DirectNames): void {
  const page = isPaged(request) ? new URL(request.from).hostname : undefined;
  const hosts = [
    ...(expected.route.kind === 'direct' ? [host] : []),
    ...(page !== undefined && oracleOf(scene.shown)(page).route.kind === 'direct' ? [page] : []),
  ];
  const lost = hosts.find((one) => !leadsDirectly(one, direct));
  if (lost !== undefined) throw new NotApplicableError(directReason(lost, direct));
}

function trafficOf(request: CaseRequest, scheme: Probe['scheme']): Probe['traffic'] {
  if (!isPaged(request) && request.traffic !== undefined) return request.traffic;
  return scheme === 'ws' || scheme === 'wss' ? 'websocket' : 'fetch';
}
