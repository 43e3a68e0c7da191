import { type ContainerRuntimeClient, Wait } from 'testcontainers';
import { LoopbackContainer } from '../../../harness/containers/loopback-container.ts';
import { RUN_LABEL } from '../../../harness/containers/run-network.ts';
import { freePort } from '../../testing/free-port.ts';

/** Inside every container. */
export const PROXY_PORT = 3128;
/** Where a container's files are, and where its proxy runs. */
export const PROXY_FOLDER = '/tmp';

/** Milliseconds for a proxy to listen: it takes 0.5 s on an idle machine. */
const START_LIMIT = 60_000;

/** Succeeds once the kernel has a socket that listens on the port (state 0A): Squid says that it listens just before it does. */
const LISTENS = `grep -qE ':${PROXY_PORT.toString(16).padStart(4, '0').toUpperCase()} [0-9A-F]+:0000 0A ' /proc/net/tcp /proc/net/tcp6`;

export interface RealProxyOptions {
  readonly engine: ContainerRuntimeClient;
  readonly image: string;
  readonly runId: string;
  readonly network: string;
  /** Tells it from the others of its run. */
  readonly role: string;
  readonly command: readonly string[];
  /** By name, in the folder where it runs. */
  readonly files: Readonly<Record<string, string>>;
  /** What it prints once it listens. */
  readonly listening: RegExp;
  /** Names that it alone knows, and where they lead. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** A real proxy in a container. Disposing removes the container, in whatever state it is. */
export interface RealProxyContainer extends AsyncDisposable {
  /** For the engine. */
  readonly name: string;
  /** On this machine's loopback; stays when the container is started anew. */
  readonly port: number;
}

/** Starts one; it listens when the promise resolves. */
export async function startRealProxy(options: RealProxyOptions): Promise<RealProxyContainer> {
  const { engine, image, runId, network, role, command, files, hosts } = options;
  const name = `acpc-${runId}-${role}`;
  const port = await freePort();
  const remove = () => engine.container.getById(name).remove({ force: true, v: true });
  try {
    await new LoopbackContainer(image)
      .withName(name)
      .withCommand([...command])
      .withNetworkMode(network)
      .withLabels({ [RUN_LABEL]: runId })
      .withExtraHosts(Object.entries(hosts).map(([host, ipAddress]) => ({ host, ipAddress })))
      .withCopyContentToContainer(
        Object.entries(files).map(([file, content]) => ({ content, target: `${PROXY_FOLDER}/${file}` })),
      )
      .withExposedPorts({ container: PROXY_PORT, host: port })
      .withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges')
      // We remove it ourselves: the reaper's image would have to be pulled.
      .withAutoCleanup(false)
      // Squid says that it listens in the moment before it does.
      .withWaitStrategy(Wait.forAll([Wait.forLogMessage(options.listening), Wait.forSuccessfulCommand(LISTENS)]))
      .withStartupTimeout(START_LIMIT)
      .start();
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }
  return { name, port, [Symbol.asyncDispose]: async () => void (await remove()) };
}
