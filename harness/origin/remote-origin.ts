import { AgentClient, type AgentError, type AgentLocation } from '../../proxies/agent/agent-client.ts';
import { followRecords } from '../../proxies/agent/follow-records.ts';
import type { SocketAddress } from '../../proxies/record.ts';
import type { OriginSighting } from '../evidence/sightings.ts';
import type { Origin } from './origin.ts';

export interface RemoteOriginOptions {
  readonly agent: AgentLocation;
  /** Receives every sighting, a moment after it was made. */
  readonly onSighting: (sighting: OriginSighting) => void;
  /** Texts that must never arrive there. */
  readonly canaries: readonly string[];
  /** Where clients reach the origin, where that is not where it listens (a published port). */
  readonly address?: SocketAddress;
  /** Number of the last sighting that is not wanted. Default: all that it still keeps are. */
  readonly after?: number;
  /** Called once where sightings stop coming although nobody asked for that. */
  readonly onBroken?: (error: AgentError) => void;
}

/** An origin in another process, held by its agent. Disposing of it leaves that process alone. */
export interface RemoteOrigin extends Origin {
  /** Texts that must never arrive there, in the place of those before. */
  watchFor(canaries: readonly string[]): Promise<void>;
  /**
   * Resolves once every sighting that was made until now has been handed over.
   * @throws {AgentError}
   */
  settled(): Promise<void>;
}

/**
 * Takes a running origin by its agent, with all sightings that it still keeps.
 * @throws {AgentError} where the agent cannot be reached, or refuses.
 */
export async function connectRemoteOrigin(options: RemoteOriginOptions): Promise<RemoteOrigin> {
  const client = new AgentClient(options.agent);
  await client.call('PUT', '/canaries', options.canaries);
  const witness = (await client.call('GET', '/witness')) as Pick<Origin, 'address' | 'publicKeyHash'>;
  const sightings = await followRecords(
    client,
    (seen) => options.onSighting(seen as OriginSighting),
    options.onBroken,
    options.after,
  );
  return {
    address: options.address ?? witness.address,
    publicKeyHash: witness.publicKeyHash,
    watchFor: async (canaries) => void (await client.call('PUT', '/canaries', canaries)),
    settled: () => sightings.settled(),
    [Symbol.asyncDispose]: () => sightings[Symbol.asyncDispose](),
  };
}
