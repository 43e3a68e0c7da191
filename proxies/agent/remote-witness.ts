import type { ProxyRecord } from '../record.ts';
import type { RecordSink } from '../sink.ts';
import { type AgentClient, AgentError, type AgentLocation } from './agent-client.ts';
import { followRecords } from './follow-records.ts';

/** Where clients of a witness connect to. */
type Address = { readonly host: string; readonly port: number };

export interface RemoteWitnessOptions {
  readonly agent: AgentLocation;
  /** Receives every record, a moment after it was written. */
  readonly sink: Pick<RecordSink, 'write'>;
  /** Where clients reach the witness, where that is not where it listens (a published port). */
  readonly address?: Address;
  /** Number of the last record that is not wanted. Default: all that it still keeps are. */
  readonly after?: number;
  /** Called once where records stop coming although nobody asked for that. */
  readonly onBroken?: (error: AgentError) => void;
}

/** A proxy or a tap in another process, by its agent. Disposing of it leaves that process alone. */
export interface RemoteWitness extends AsyncDisposable {
  readonly name: string;
  /** Where its clients reach it. */
  readonly address: Address;
  /** What it is called from now on, in its records too. */
  rename(name: string): Promise<void>;
  /** Client connections that are open now. */
  openConnections(): Promise<number>;
  /** Ends every connection that is open now; it goes on listening. */
  disconnect(): Promise<void>;
  /** Back to how it started, with no connection and no record kept. */
  reset(): Promise<void>;
  /**
   * Resolves once every record that was written until now is in the sink.
   * @throws {AgentError}
   */
  settled(): Promise<void>;
}

interface Said {
  readonly kind: string;
  readonly name: string;
  readonly address: Address;
  readonly connections: number;
}

/**
 * What is done alike with proxies and taps elsewhere: takes one by its agent, with all records that it still keeps.
 * @throws {AgentError} where the agent cannot be reached, refuses, or speaks for something else.
 */
export async function connectRemoteWitness(
  kind: 'proxy' | 'tap',
  client: AgentClient,
  options: Omit<RemoteWitnessOptions, 'agent'> & { readonly agent: Pick<AgentLocation, 'host' | 'port'> },
): Promise<RemoteWitness> {
  const ask = async () => (await client.call('GET', '/witness')) as Said;
  const witness = await ask();
  if (witness.kind !== kind) {
    const { host, port } = options.agent;
    throw new AgentError('ERR_AGENT_REFUSED', `The agent at ${host}:${port} is not that of a ${kind}.`);
  }
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
    async rename(next) {
      await client.call('PUT', '/name', { name: next });
      name = next;
    },
    openConnections: async () => (await ask()).connections,
    disconnect: async () => void (await client.call('POST', '/disconnect')),
    reset: async () => void (await client.call('POST', '/reset')),
    settled: () => records.settled(),
    [Symbol.asyncDispose]: () => records[Symbol.asyncDispose](),
  };
}
