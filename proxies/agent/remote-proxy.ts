import type { Access } from '../options.ts';
import type { ProxyHandle } from '../proxy-handle.ts';
import type { ProxyRecord } from '../record.ts';
import type { RecordSink } from '../sink.ts';
import { AgentClient, type AgentError, type AgentLocation } from './agent-client.ts';
import { followRecords } from './follow-records.ts';

export interface RemoteProxyOptions {
  readonly agent: AgentLocation;
  /** Receives every record, a moment after it was written. */
  readonly sink: Pick<RecordSink, 'write'>;
  /** Where clients reach the proxy, where that is not where it listens (a published port). */
  readonly address?: ProxyHandle['address'];
  /** Number of the last record that is not wanted. Default: all that it still keeps are. */
  readonly after?: number;
  /** Called once where records stop coming although nobody asked for that. */
  readonly onBroken?: (error: AgentError) => void;
}

/** An instrumented proxy in another process, held by its agent. Disposing of it leaves that process alone. */
export interface RemoteProxy extends ProxyHandle {
  /** What it is called from now on, in its records too. */
  rename(name: string): Promise<void>;
  /** Lets these in from the next request on, and nobody else. */
  admit(access: Access): Promise<void>;
  /** Client connections that are open now. */
  openConnections(): Promise<number>;
  /** Back to how it started: name, access, behaviour, no connection, no record kept. */
  reset(): Promise<void>;
  /**
   * Resolves once every record that was written until now is in the sink.
   * @throws {AgentError}
   */
  settled(): Promise<void>;
}

/**
 * Takes a running proxy by its agent, with all records that it still keeps.
 * @throws {AgentError} where the agent cannot be reached, or refuses.
 */
export async function connectRemoteProxy(options: RemoteProxyOptions): Promise<RemoteProxy> {
  const client = new AgentClient(options.agent);
  const witness = (await client.call('GET', '/witness')) as Pick<ProxyHandle, 'name' | 'address'>;
  let { name } = witness;
  const records = await followRecords(
    client,
    (record) => options.sink.write(record as ProxyRecord),
    options.onBroken,
    options.after,
  );
  return {
    get name() {
      return name;
    },
    address: options.address ?? witness.address,
    behave: async (behaviour) => void (await client.call('PUT', '/behaviour', behaviour)),
    async rename(next) {
      await client.call('PUT', '/name', { name: next });
      name = next;
    },
    admit: async (access) => void (await client.call('PUT', '/access', access)),
    async openConnections() {
      const { connections } = (await client.call('GET', '/witness')) as { readonly connections: number };
      return connections;
    },
    disconnect: async () => void (await client.call('POST', '/disconnect')),
    reset: async () => void (await client.call('POST', '/reset')),
    settled: () => records.settled(),
    [Symbol.asyncDispose]: () => records[Symbol.asyncDispose](),
  };
}
