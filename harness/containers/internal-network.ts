import type { ContainerRuntimeClient } from 'testcontainers';
import { RUN_LABEL, type RunNetwork } from './run-network.ts';

/** Without an address of its own there, the machine is not on the network either. */
const NO_GATEWAY = { 'com.docker.network.bridge.inhibit_ipv4': 'true' };

export interface InternalNetworkOptions {
  readonly runId: string;
  /** Tells it from the others of its run. */
  readonly role: string;
}

/**
 * Creates a network of a run from which nothing leads out, not even to this machine: its containers reach each other, and
 * whatever else a container of both networks passes on. As in a VPC whose only way out is a proxy.
 *
 * Nothing can be published from it; a container of another network has to relay that.
 */
export async function createInternalNetwork(
  engine: ContainerRuntimeClient,
  { runId, role }: InternalNetworkOptions,
): Promise<RunNetwork> {
  const name = `acpc-${runId}-${role}`;
  const network = await engine.network.create({
    Name: name,
    Driver: 'bridge',
    Internal: true,
    Labels: { [RUN_LABEL]: runId },
    Options: NO_GATEWAY,
  });
  return { name, [Symbol.asyncDispose]: () => engine.network.remove(network) };
}

/** Puts a running container on a further network. */
export async function joinNetwork(
  engine: ContainerRuntimeClient,
  network: RunNetwork,
  containerId: string,
): Promise<void> {
  await engine.container.dockerode.getNetwork(network.name).connect({ Container: containerId });
}
