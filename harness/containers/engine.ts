import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';
import { EngineError } from './engine-error.ts';
import { engineSetting } from './engine-setting.ts';
import { engineTraits } from './engine-traits.ts';

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
  if (!(await sharesLoopback(host)) && !(await onlyGatewayIsElsewhere(engine))) {
    throw new EngineError(
      `The container engine is on another machine or outside this container (${host}): this one cannot reach what containers publish on its loopback.`,
      'Use an engine that runs in here',
    );
  }
  return engine;
}

/**
 * Whether nothing but the gateway of its own network says that an engine is elsewhere, and that says nothing: it is apart.
 * A container can be asked, see `reach.ts`.
 */
async function onlyGatewayIsElsewhere(engine: ContainerRuntimeClient): Promise<boolean> {
  const { modem } = engine.container.dockerode;
  const named = process.env['TESTCONTAINERS_HOST_OVERRIDE'] !== undefined;
  const overSocket = 'socketPath' in modem && modem.socketPath !== undefined;
  return overSocket && !named && (await engineTraits(engine)).apart;
}

/** Name and version, for reports. */
export async function describeEngine(engine: ContainerRuntimeClient): Promise<string> {
  return (await engineTraits(engine)).name;
}
