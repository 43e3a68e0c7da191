import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';
import { engineSetting } from './engine-setting.ts';

const IN_PROCESS = 'or keep the proxies in this process with --proxies in-process.';

/** There is no container engine that can be used. The message says what to do. */
export class EngineError extends Error {
  readonly code = 'ERR_NO_ENGINE';
  /** The message without what to do. */
  readonly reason: string;

  constructor(reason: string, remedy: string, cause?: unknown) {
    super(`${reason} ${remedy}, ${IN_PROCESS}`, { cause });
    this.name = 'EngineError';
    this.reason = reason;
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
 * @throws {EngineError} where none answers, where another one does than the environment names, or where it does not share
 *   this machine's loopback: that is the only place where witnesses are published.
 */
export async function connectEngine(): Promise<ContainerRuntimeClient> {
  const setting = engineSetting(process.env);
  if (setting.kind === 'context') {
    throw new EngineError(
      `DOCKER_CONTEXT names the container engine ${setting.name}, but only Docker's own client knows where that is.`,
      `Say so with DOCKER_HOST="$(docker context inspect ${setting.name} --format '{{.Endpoints.docker.Host}}')"`,
    );
  }
  const where = setting.kind === 'host' ? ` where DOCKER_HOST points (${setting.shown})` : '';
  const none = (cause?: unknown) =>
    new EngineError(`No container engine answers${where}.`, 'Start one (Docker, Podman, Colima)', cause);
  const engine = await getContainerRuntimeClient().catch((cause: unknown) => {
    throw none(cause);
  });
  // Where that one does not answer, Testcontainers goes on to the others that it knows.
  if (setting.kind === 'host' && !setting.isAt(engine.container.dockerode.modem)) throw none();
  const { host } = engine.info.containerRuntime;
  if (!(await sharesLoopback(host))) {
    throw new EngineError(
      `The container engine is on another machine or outside this container (${host}): this one cannot reach what containers publish on its loopback.`,
      'Use an engine that runs in here',
    );
  }
  return engine;
}

/** Name and version, for reports. */
export async function describeEngine(engine: ContainerRuntimeClient): Promise<string> {
  const { Version, Platform } = await engine.container.dockerode.version();
  return `${Platform?.Name || 'Docker Engine'} ${Version}`;
}
