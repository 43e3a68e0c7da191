import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';

/** There is no container engine that can be used. The message says what to do. */
class EngineError extends Error {
  readonly code = 'ERR_NO_ENGINE';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EngineError';
  }
}

/** How Testcontainers names an engine on this machine. */
const HERE: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/**
 * The container engine that Testcontainers finds: DOCKER_HOST, a rootless or a rootful socket, Docker Desktop, ….
 * @throws {EngineError} where none answers, or where it runs on another machine: witnesses are published on the
 *   engine's loopback only.
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
  if (!HERE.includes(host)) {
    throw new EngineError(
      `The container engine is on another machine (${host}), where this one cannot reach what containers publish on its loopback. Use an engine on this machine, or keep the proxies in this process with --proxies in-process.`,
    );
  }
  return engine;
}

/** Name and version, for reports. */
export async function describeEngine(engine: ContainerRuntimeClient): Promise<string> {
  const { Version, Platform } = await engine.container.dockerode.version();
  return `${Platform?.Name || 'Docker Engine'} ${Version}`;
}
