import { AgentClient } from './agent-client.ts';
import { connectRemoteWitness, type RemoteWitness, type RemoteWitnessOptions } from './remote-witness.ts';

/** A tap in another process, held by its agent. What is behind it stays as it is, whoever holds the tap. */
export type RemoteTap = RemoteWitness;

/**
 * Takes a running tap by its agent, with all records that it still keeps.
 * @throws {AgentError} where the agent cannot be reached, refuses, or is not that of a tap.
 */
export async function connectRemoteTap(options: RemoteWitnessOptions): Promise<RemoteTap> {
  return connectRemoteWitness('tap', new AgentClient(options.agent), options);
}
