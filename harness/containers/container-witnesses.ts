import type { ContainerRuntimeClient } from 'testcontainers';
import { connectRemoteProxy } from '../../proxies/index.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { credentialsBySecret, withAddresses } from '../conformance/stand-ins.ts';
import type { Recorder, RemoteWitnesses } from '../conformance/witnesses.ts';
import { type Canary, canaryForms } from '../evidence/canaries.ts';
import { createOriginCertificate } from '../origin/certificate.ts';
import { connectRemoteOrigin } from '../origin/remote-origin.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import { connectEngine, describeEngine } from './engine.ts';
import { ensureWitnessImage } from './image.ts';
import { commands } from './image-files.ts';
import { removeLeftovers } from './leftovers.ts';
import { removalAtExit } from './removal-at-exit.ts';
import { createRunNetwork } from './run-network.ts';
import {
  containerName,
  ports,
  startWitnessContainer,
  type WitnessContainer,
  type WitnessContainerOptions,
} from './witness-container.ts';

/** Witnesses in containers, and the containers themselves, for whoever wants to break them. */
export interface ContainerWitnesses extends RemoteWitnesses {
  readonly engine: ContainerRuntimeClient;
  readonly network: string;
  /** By position in the configuration. */
  readonly containers: readonly WitnessContainer[];
}

/**
 * Starts the witnesses of a run as containers on a network of their own, all at once:
 *
 *     this machine                                  run's network
 *     browser ── router ──► 127.0.0.1:published ──► proxy-0 … proxy-4 ──► origin
 *                      └──► 127.0.0.1:published ──────────────────────► origin   (direct: its peer is the gateway)
 *
 * The origin sees a proxy's own address in that network, which is the one that the proxy records.
 *
 * @param published ports of this machine for each proxy and its agent, by position, where any will not do.
 * @throws {EngineError} no engine that can be used.
 * @throws {ImageError} the image could not be built.
 */
export async function startContainerWitnesses(
  configuration: ProxyConfiguration,
  ledger: Recorder,
  runId: string,
  published: readonly NonNullable<WitnessContainerOptions['published']>[] = [],
): Promise<ContainerWitnesses> {
  const engine = await connectEngine();
  await removeLeftovers(engine);
  const [image, certificate] = await Promise.all([ensureWitnessImage(engine), createOriginCertificate()]);
  const secrets = credentialsBySecret(configuration);
  const canaries = [...secrets.values()].flatMap(canaryForms);
  const removal = removalAtExit(runId);
  const network = await createRunNetwork(engine, runId);
  const started: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.push(one);
    return one;
  };
  let settled = async (): Promise<void> => undefined;
  const dispose = async (): Promise<void> => {
    // Whatever the run came to, what was seen until now is judged.
    await settled().catch(() => undefined);
    await Promise.all(started.map((one) => one[Symbol.asyncDispose]()));
    await network[Symbol.asyncDispose]();
    removal[Symbol.dispose]();
  };

  const shared = { engine, image, runId, network: network.name };
  const startOrigin = async () => {
    const options = { ...shared, command: commands.origin, role: 'origin', port: ports.origin, settings: {} };
    const container = keep(
      await startWitnessContainer({ ...options, secrets: { ORIGIN_CERTIFICATE: JSON.stringify(certificate) } }),
    );
    const { host, port } = container.address;
    return keep(
      await connectRemoteOrigin({
        agent: container.agent,
        canaries,
        onSighting: (seen) => ledger.origin(seen),
        address: { address: host, port },
      }),
    );
  };
  const startProxy = async (options: WitnessContainerOptions, index: number) => {
    const container = keep(await startWitnessContainer(options));
    const sink = { write: ledger.proxyRecord.bind(ledger, index) };
    const proxy = keep(await connectRemoteProxy({ agent: container.agent, sink, address: container.address }));
    return { container, proxy };
  };

  const startingOrigin = startOrigin();
  const destination = `${containerName(runId, 'origin')}:${ports.origin}`;
  const startingProxies = proxyOptions(configuration, secrets, destination).map((own, index) => {
    const fixed = published[index];
    const where = { port: ports.proxy, ...(fixed === undefined ? {} : { published: fixed }) };
    return startProxy({ ...shared, ...own, ...where, command: commands.proxy }, index);
  });
  // All of them come to an end before anything is removed: what is still starting could not be.
  await Promise.allSettled([startingOrigin, ...startingProxies]);
  try {
    const origin = await startingOrigin;
    const proxies = await Promise.all(startingProxies);
    settled = async () => {
      // In this order: whatever the origin has seen through a proxy, the proxy has recorded before.
      await origin.settled();
      await Promise.all(proxies.map(({ proxy }) => proxy.settled()));
    };
    return {
      engine,
      network: network.name,
      containers: proxies.map(({ container }) => container),
      proxies: proxies.map(({ proxy }) => proxy),
      configuration: withAddresses(
        configuration,
        proxies.map(({ proxy }) => proxy),
      ),
      secrets,
      canaries,
      origin,
      environment: { proxies: `in containers (${await describeEngine(engine)})` },
      settled,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What tells one stand-in from another. */
function proxyOptions(
  configuration: ProxyConfiguration,
  secrets: ReadonlyMap<string, Canary>,
  destination: string,
): readonly Pick<WitnessContainerOptions, 'role' | 'settings' | 'secrets'>[] {
  const names = proxyNames(configuration);
  return configuration.proxies.map(({ externalProxy }, index) => {
    const credentials = secrets.get(externalProxy.credentials?.basicAuth.secretArn ?? '');
    return {
      role: `proxy-${index}`,
      settings: {
        PROXY_NAME: names[index]?.name ?? `proxy #${index}`,
        PROXY_DESTINATION: destination,
        PROXY_BEHAVIOUR: JSON.stringify({ kind: 'refuse' }),
      },
      secrets: credentials ? { PROXY_CREDENTIALS: `${credentials.username}:${credentials.password}` } : {},
    };
  });
}
