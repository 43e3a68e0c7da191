import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';

/** There is no container engine that can be used. The message says what to do. */
class EngineError extends Error {
  readonly code = 'ERR_NO_ENGINE';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EngineError';
  }
}

/**
 * Whether an engine shares this machine's loopback, given how Testcontainers names its host. Inside a container that is
 * the gateway of the engine's default network, which is an address of our own where the engine runs in here as well
 * (Docker in Docker) and the next machine's where only its socket was mounted.
 */
export async function sharesLoopback(host: string): Promise<boolean> {
  if (host === 'localhost') return true;
  if (isIP(host) === 0) return false;
  // Only an address of our own can be listened on; the list of interfaces leaves out a bridge without containers.
  const server = createServer();
  try {
    await once(server.listen(0, host), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/**
 * The container engine that Testcontainers finds: DOCKER_HOST, a rootless or a rootful socket, Docker Desktop, ….
 * @throws {EngineError} where none answers, or where it does not share this machine's loopback: that is the only place
 *   where witnesses are published.
 */
export async function connectEngine(): Promise<ContainerRuntimeClient> {
  const engine = await getContainerRuntimeClient().catch((cause: unknown) => {
    const where = process.env['DOCKER_HOST'] ? ' where DOCKER_HOST points' : '';
    throw new EngineError(
      `No container engine answers${where}. Start one (Docker, Podman, Colima), or keep the proxies in this process with --proxies in-process.`,
      cause,
    );
  });
  const { host } = engine.info.containerRuntime;
  if (!(await sharesLoopback(host))) {
    throw new EngineError(
      `The container engine is on another machine or outside this container (${host}): this one cannot reach what containers publish on its loopback. Use an engine that runs in here, or keep the proxies in this process with --proxies in-process.`,
    );
  }
  return engine;
}

/** Name and version, for reports. */
export async function describeEngine(engine: ContainerRuntimeClient): Promise<string> {
  const { Version, Platform } = await engine.container.dockerode.version();
  return `${Platform?.Name || 'Docker Engine'} ${Version}`;
}
