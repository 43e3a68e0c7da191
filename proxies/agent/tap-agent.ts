import { startTap, type Tap, type TapOptions } from '../tap/tap.ts';
import { type Agent, type AgentOptions, startAgent } from './agent.ts';
import { NamedRecords, witnessRoutes } from './witness-routes.ts';

export interface TapWithAgentOptions {
  /** Its records go to the agent, and to `sink` where one is given. */
  readonly tap: Omit<TapOptions, 'sink'> & Partial<Pick<TapOptions, 'sink'>>;
  readonly agent: Omit<AgentOptions, 'backlog' | 'routes' | 'reset'>;
}

/** A tap that others pull records from, each run for itself. */
export interface TapWithAgent extends AsyncDisposable {
  readonly tap: Tap;
  readonly agent: Agent;
}

/**
 * Starts a tap with an agent: what every agent has, and {@link witnessRoutes}. The proxy behind the tap is somebody's own,
 * so nobody can be told to change it. A reset gives back the name that it started with, and ends its connections.
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when one of them cannot listen.
 */
export async function startTapWithAgent(options: TapWithAgentOptions): Promise<TapWithAgent> {
  const { name, sink } = options.tap;
  const records = new NamedRecords(name, sink);
  const tap = await startTap({ ...options.tap, sink: records });
  const agent = await startAgent({
    ...options.agent,
    backlog: records.backlog,
    routes: witnessRoutes('tap', records, tap),
    reset: () => {
      records.resetName();
      tap.disconnect();
    },
  }).catch(async (error: unknown) => {
    await tap[Symbol.asyncDispose]();
    throw error;
  });
  return {
    tap,
    agent,
    async [Symbol.asyncDispose]() {
      await tap[Symbol.asyncDispose]();
      await agent[Symbol.asyncDispose]();
    },
  };
}
