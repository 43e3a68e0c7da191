import { randomBytes } from 'node:crypto';
import { type ContainerRuntimeClient, Wait } from 'testcontainers';
import type { AgentLocation } from '../../proxies/agent/agent-client.ts';
import { LOOPBACK, LoopbackContainer } from './loopback-container.ts';
import { RUN_LABEL } from './run-network.ts';

/** Ports inside every container, as the Dockerfile sets them. */
export const ports = { proxy: 3128, origin: 8080, agent: 9099 } as const;

export interface WitnessContainerOptions {
  readonly engine: ContainerRuntimeClient;
  readonly image: string;
  /** What it runs, below the image's working folder. */
  readonly command: string;
  readonly runId: string;
  readonly network: string;
  /** What it is in the run: `origin`, `proxy-0`, …. */
  readonly role: string;
  /** Inside the container, published on a free port of this machine. */
  readonly port: number;
  /** Ports of this machine for `port` and the agent, which stay when the container is started anew. Default: any. */
  readonly published?: { readonly port: number; readonly agent: number };
  readonly settings: Readonly<Record<string, string>>;
  /** Settings that are nobody's business: they travel as files, which an inspection of the container does not show. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A witness in a container. Disposing of it removes the container, in whatever state it is. */
export interface WitnessContainer extends AsyncDisposable {
  readonly id: string;
  readonly agent: AgentLocation;
  /** Where this machine reaches the witness. */
  readonly address: { readonly host: string; readonly port: number };
}

/** Seconds that a container lives on when nobody follows its records: whoever started it was killed. */
const LEASE_SECONDS = 30;
/** In the line that every witness prints once it serves. */
const SERVING = '"agent":';
/** Milliseconds for a container to start: 0.5 s were seen, several at once on a busy machine take longer. */
const START_LIMIT = 60_000;
const SECRETS = '/run/secrets';

/**
 * Under which it is found: by others in its network, and by us where starting fails halfway.
 * @param role what it is in the run, see {@link WitnessContainerOptions}.
 */
export function containerName(runId: string, role: string): string {
  return `acpc-${runId}-${role}`;
}

/** Starts one; its agent answers when the promise resolves. */
export async function startWitnessContainer(options: WitnessContainerOptions): Promise<WitnessContainer> {
  const { engine, runId, port, published } = options;
  const token = randomBytes(24).toString('hex');
  const secrets = Object.entries({ ...options.secrets, AGENT_TOKEN: token });
  const name = containerName(runId, options.role);
  try {
    const started = await new LoopbackContainer(options.image)
      .withName(name)
      .withCommand([options.command])
      // Not by `withNetwork` and an alias, which leaves the container in the engine's default network as well.
      .withNetworkMode(options.network)
      .withLabels({ [RUN_LABEL]: runId })
      .withEnvironment({
        ...options.settings,
        AGENT_LEASE: String(LEASE_SECONDS),
        ...Object.fromEntries(secrets.map(([key]) => [`${key}_FILE`, `${SECRETS}/${key}`])),
      })
      .withCopyContentToContainer(secrets.map(([key, content]) => ({ content, target: `${SECRETS}/${key}` })))
      .withExposedPorts(
        published ? { container: port, host: published.port } : port,
        published ? { container: ports.agent, host: published.agent } : ports.agent,
      )
      .withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges')
      // We clean up ourselves: the reaper's image would have to be pulled.
      .withAutoCleanup(false)
      // By what it prints when it serves: Testcontainers would ask its ports under the engine's name, not on loopback.
      .withWaitStrategy(Wait.forLogMessage(SERVING))
      .withStartupTimeout(START_LIMIT)
      .start();
    return {
      id: started.getId(),
      agent: { host: LOOPBACK, port: started.getMappedPort(ports.agent), token },
      address: { host: LOOPBACK, port: started.getMappedPort(port) },
      [Symbol.asyncDispose]: () => remove(engine, started.getId()),
    };
  } catch (error) {
    await remove(engine, name);
    throw error;
  }
}

async function remove(engine: ContainerRuntimeClient, idOrName: string): Promise<void> {
  try {
    await engine.container.getById(idOrName).remove({ force: true, v: true });
  } catch (error) {
    if (!(error instanceof Error && 'statusCode' in error && error.statusCode === NOT_FOUND)) throw error;
  }
}

/** It never was, or somebody else has removed it. */
const NOT_FOUND = 404;
