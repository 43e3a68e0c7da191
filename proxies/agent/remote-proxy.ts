import type { Access } from '../options.ts';
import type { ProxyHandle } from '../proxy-handle.ts';
import { AgentClient } from './agent-client.ts';
import { connectRemoteWitness, type RemoteWitness, type RemoteWitnessOptions } from './remote-witness.ts';

export type RemoteProxyOptions = RemoteWitnessOptions;

/** An instrumented proxy in another process, held by its agent. Disposing of it leaves that process alone. */
export interface RemoteProxy extends RemoteWitness, ProxyHandle {
  /** Ends every connection that is open now; it goes on listening. */
  disconnect(): Promise<void>;
  /** Lets these in from the next request on, and nobody else. */
  admit(access: Access): Promise<void>;
}

/**
 * Takes a running proxy by its agent, with all records that it still keeps. A reset gives it back its access and its
 * behaviour too.
 * @throws {AgentError} where the agent cannot be reached, refuses, or is not that of a proxy.
 */
export async function connectRemoteProxy(options: RemoteProxyOptions): Promise<RemoteProxy> {
  const client = new AgentClient(options.agent);
  return Object.assign(await connectRemoteWitness('proxy', client, options), {
    behave: async (behaviour: Parameters<ProxyHandle['behave']>[0]) =>
      void (await client.call('PUT', '/behaviour', behaviour)),
    admit: async (access: Access) => void (await client.call('PUT', '/access', access)),
  });
}
