import { type ContainerRuntimeClient, Wait } from 'testcontainers';
import { LoopbackContainer } from '../../../harness/containers/loopback-container.ts';
import { RUN_LABEL } from '../../../harness/containers/run-network.ts';
import { containerName } from '../../../harness/containers/witness-container.ts';
import { docker } from '../engine.ts';

/** Milliseconds for a container to be ready: browsers take 2 s, several at once on a busy machine far longer. */
const START_LIMIT = 120_000;

export interface ContainerOptions {
  readonly engine: ContainerRuntimeClient;
  readonly image: string;
  readonly runId: string;
  /** Tells it from the others of its run. */
  readonly role: string;
  /** A network’s name, or `container:<id>` to share another's loopback. */
  readonly network: string;
  /** Module that it runs, below the image's working folder. Default: what the image runs. */
  readonly module?: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** By absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Published on this machine's loopback. */
  readonly ports?: readonly number[];
  /** What it prints once it is ready. */
  readonly ready: RegExp;
}

/** Disposing removes it, in whatever state it is. */
export interface Container extends AsyncDisposable {
  readonly id: string;
  readonly name: string;
  /** In its first network. */
  readonly address: string;
  /** Where this machine reaches one of its ports. */
  published(port: number): number;
  /** What it has printed so far. */
  printed(): readonly string[];
}

/** Starts one; it is ready when the promise resolves. */
export async function startContainer(options: ContainerOptions): Promise<Container> {
  const { engine, image, runId, role, network, files = {}, ports = [] } = options;
  const name = containerName(runId, role);
  const remove = () => engine.container.getById(name).remove({ force: true, v: true });
  let container = new LoopbackContainer(image)
    .withName(name)
    .withNetworkMode(network)
    .withLabels({ [RUN_LABEL]: runId })
    .withEnvironment({ ...options.environment })
    .withCopyContentToContainer(Object.entries(files).map(([target, content]) => ({ target, content })))
    .withExposedPorts(...ports)
    .withDroppedCapabilities('ALL')
    .withSecurityOpt('no-new-privileges')
    // We remove it ourselves: the reaper's image would have to be pulled.
    .withAutoCleanup(false)
    .withWaitStrategy(Wait.forLogMessage(options.ready))
    .withStartupTimeout(START_LIMIT);
  if (options.module !== undefined) container = container.withEntrypoint(['node', options.module]);
  if (options.args !== undefined) container = container.withCommand([...options.args]);
  try {
    const started = await container.start();
    const [address = ''] = started.getNetworkNames().map((one) => started.getIpAddress(one));
    return {
      id: started.getId(),
      name,
      address,
      published: (port) => started.getMappedPort(port),
      printed: () => docker('logs', name).split('\n'),
      [Symbol.asyncDispose]: async () => void (await remove()),
    };
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }
}
