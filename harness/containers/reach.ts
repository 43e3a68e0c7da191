import type { ContainerRuntimeClient } from 'testcontainers';
import { AgentClient } from '../../proxies/agent/agent-client.ts';
import { newRunId } from '../matrix/marker.ts';
import { EngineError } from './engine-error.ts';
import { commands } from './image-files.ts';
import { removalAtExit } from './removal-at-exit.ts';
import { createRunNetwork } from './run-network.ts';
import { ports, startWitnessContainer } from './witness-container.ts';

/**
 * Starts one container, asks it something where its port should be published, and removes it.
 *
 * @param name of the engine, for people to read.
 * @throws {EngineError} nothing that this container publishes arrives on this machine's loopback.
 */
export async function assertReach(engine: ContainerRuntimeClient, image: string, name: string): Promise<void> {
  const runId = newRunId();
  using _removal = removalAtExit(runId);
  await using network = await createRunNetwork(engine, runId);
  await using container = await startWitnessContainer({
    engine,
    image,
    runId,
    command: commands.proxy,
    network: network.name,
    role: 'reach',
    port: ports.proxy,
    settings: { PROXY_BEHAVIOUR: JSON.stringify({ kind: 'refuse' }) },
    secrets: {},
  });
  try {
    // With its own token: whatever else listens there cannot pass for it.
    await new AgentClient(container.agent).call('GET', '/status');
  } catch (cause) {
    const { host, port } = container.agent;
    throw new EngineError(
      `The container engine (${name}) publishes ports where this machine cannot reach them: a container that it has published on ${host}:${port} does not answer there.`,
      'Use an engine of this machine that passes published ports on (rootless Docker does so unless it is started with --userland-proxy=false)',
      cause,
    );
  }
}
