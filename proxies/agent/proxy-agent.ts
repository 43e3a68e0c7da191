import { BehaviourError, readBehaviour } from '../behaviours/read-behaviour.ts';
import type { Behaviour } from '../behaviours/table.ts';
import { type InstrumentedProxy, startInstrumentedProxy } from '../instrumented-proxy.ts';
import type { InstrumentedProxyOptions } from '../options.ts';
import { type Agent, type AgentOptions, startAgent } from './agent.ts';
import { readAccess } from './read-role.ts';
import { Refusal } from './refusal.ts';
import { NamedRecords, witnessRoutes } from './witness-routes.ts';

export interface ProxyWithAgentOptions {
  /** Its records go to the agent, and to `sink` where one is given. */
  readonly proxy: Omit<InstrumentedProxyOptions, 'sink'> & Partial<Pick<InstrumentedProxyOptions, 'sink'>>;
  readonly agent: Omit<AgentOptions, 'backlog' | 'routes' | 'reset'>;
}

/** An instrumented proxy that others pull records from and control. */
export interface ProxyWithAgent extends AsyncDisposable {
  readonly proxy: InstrumentedProxy;
  readonly agent: Agent;
}

/**
 * Starts a proxy with an agent. Besides what every agent has, and {@link witnessRoutes}:
 *
 *     PUT /access         {"kind": "open"} or {"kind": "basic", "username": …, "password": …}; never told to anybody
 *     PUT /behaviour      a behaviour as JSON, in force from the next request on
 *
 * A reset gives it back the name, the access and the behaviour that it started with, and ends its connections.
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when one of them cannot listen.
 */
export async function startProxyWithAgent(options: ProxyWithAgentOptions): Promise<ProxyWithAgent> {
  const initial = options.proxy;
  const records = new NamedRecords(initial.name, initial.sink);
  const proxy = await startInstrumentedProxy({ ...initial, sink: records });
  const agent = await startAgent({
    ...options.agent,
    backlog: records.backlog,
    routes: {
      ...witnessRoutes('proxy', records, proxy),
      'PUT /access': (body) => proxy.admit(readAccess(body)),
      'PUT /behaviour': (body) => proxy.behave(behaviourOf(body)),
    },
    reset: () => {
      records.resetName();
      proxy.admit(initial.access);
      proxy.behave(initial.behaviour ?? { kind: 'normal' });
      proxy.disconnect();
    },
  }).catch(async (error: unknown) => {
    await proxy[Symbol.asyncDispose]();
    throw error;
  });
  return {
    proxy,
    agent,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await agent[Symbol.asyncDispose]();
    },
  };
}

function behaviourOf(body: unknown): Behaviour {
  try {
    return readBehaviour(body);
  } catch (error) {
    if (error instanceof BehaviourError) throw new Refusal(400, error.message);
    throw error;
  }
}
