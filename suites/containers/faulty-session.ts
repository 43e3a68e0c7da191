import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import { startEmulatedTarget } from '../../harness/conformance/emulated-target.ts';
import { type ContainerWitnesses, startContainerWitnesses } from '../../harness/containers/container-witnesses.ts';
import { Ledger } from '../../harness/evidence/ledger.ts';
import type { BrowserSighting } from '../../harness/evidence/sightings.ts';
import { markedUrl, newRunId, probeId } from '../../harness/matrix/marker.ts';
import { startSession } from '../../harness/sessions/browser-service.ts';
import { connectCdp } from '../../harness/sessions/cdp.ts';
import { attachPage } from '../../harness/sessions/page-session.ts';
import { signStream } from '../../harness/sessions/sign-stream.ts';
import { openTab } from '../../harness/sessions/tab.ts';
import { connectRemoteProxy } from '../../proxies/index.ts';
import { freePort } from '../testing/free-port.ts';

/** What became of one page. */
export interface Visited {
  readonly outcome: BrowserSighting['outcome'];
  /** On which routes the origin saw it: positions of proxies, or `direct`. */
  readonly reached: readonly (number | 'direct')[];
}

/** A session whose proxies are containers. */
export interface FaultySession extends AsyncDisposable {
  readonly witnesses: ContainerWitnesses;
  /**
   * Goes to a page of the host and says what the witnesses saw, those that can still be asked.
   * @param patience milliseconds after which the page is given up; default: a few seconds.
   */
  visit(host: string, patience?: number): Promise<Visited>;
  /**
   * Takes a proxy again that lost us, and has it do its work.
   * @throws {AgentError} while it is not there yet.
   */
  takeAgain(index: number): Promise<void>;
}

/** A proxy that is paused or cut off keeps a page waiting for as long as anybody waits. */
const NAVIGATION_TIMEOUT_MILLISECONDS = 8_000;

/** Starts containers, emulator, browser and session; the proxies do their work, at ports that a restart keeps. */
export async function startFaultySession(configuration: ProxyConfiguration): Promise<FaultySession> {
  const runId = newRunId();
  const ledger = new Ledger();
  const started: AsyncDisposable[] = [];
  const dispose = async (): Promise<void> => {
    for (const one of started.reverse()) await one[Symbol.asyncDispose]();
  };
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.push(one);
    return one;
  };
  try {
    const published = await Promise.all(
      configuration.proxies.map(async () => ({ port: await freePort(), agent: await freePort() })),
    );
    const witnesses = keep(await startContainerWitnesses(configuration, ledger, runId, published));
    const { origin } = witnesses;
    const { target } = keep(
      await startEmulatedTarget({
        executable: process.env['CHROMIUM_PATH'] ?? '',
        trustedPublicKeys: [origin.publicKeyHash],
        origin: () => origin.address,
        secrets: witnesses.secrets,
      }),
    );
    const session = keep(
      await startSession(target, {
        name: `acpc-${runId}`,
        proxyConfiguration: witnesses.configuration,
        timeoutSeconds: 3600,
      }),
    );
    const cdp = keep(await connectCdp(session.streamEndpoint, await signStream(session.streamEndpoint, target)));
    const page = await attachPage(cdp);
    await Promise.all(witnesses.proxies.map((proxy) => proxy.behave({ kind: 'normal' })));

    const proxies = [...witnesses.proxies];
    let number = 0;
    return {
      witnesses,
      async visit(host, patience = NAVIGATION_TIMEOUT_MILLISECONDS) {
        const id = probeId(runId, ++number);
        const tab = await openTab(page, patience);
        const { sighting } = await tab.visit(id, markedUrl({ kind: 'host', host }, 'http', id));
        await witnesses.origin.settled();
        await Promise.allSettled(proxies.map((proxy) => proxy.settled()));
        const reached = ledger.originSightings(id).map((seen) => ledger.openerOf(seen)?.index ?? 'direct');
        return { outcome: sighting.outcome, reached };
      },
      async takeAgain(index) {
        const container = witnesses.containers[index];
        if (container === undefined) throw new RangeError(`There is no proxy #${index}.`);
        const sink = { write: ledger.proxyRecord.bind(ledger, index) };
        const proxy = keep(await connectRemoteProxy({ agent: container.agent, sink, address: container.address }));
        await proxy.behave({ kind: 'normal' });
        proxies[index] = proxy;
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
