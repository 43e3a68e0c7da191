import { BehaviourError, readBehaviour } from '../behaviours/read-behaviour.ts';
import type { Behaviour } from '../behaviours/table.ts';
import { type InstrumentedProxy, startInstrumentedProxy } from '../instrumented-proxy.ts';
import type { InstrumentedProxyOptions } from '../options.ts';
import { type Agent, type AgentOptions, startAgent } from './agent.ts';
import { Backlog } from './backlog.ts';
import { Refusal } from './refusal.ts';

export interface ProxyWithAgentOptions {
  /** Its records go to the agent. */
  readonly proxy: Omit<InstrumentedProxyOptions, 'sink'>;
  readonly agent: Omit<AgentOptions, 'backlog' | 'routes'>;
}

/** An instrumented proxy that others pull records from and control. */
export interface ProxyWithAgent extends AsyncDisposable {
  readonly proxy: InstrumentedProxy;
  readonly agent: Agent;
}

/**
 * Starts a proxy with an agent. Besides what every agent has:
 *
 *     GET /witness        {"kind": "proxy", "name": …, "address": …}
 *     PUT /behaviour      a behaviour as JSON, in force from the next request on
 *     POST /disconnect    ends every connection that is open now
 *     POST /reset         the behaviour that it started with, no open connection, no record kept; numbers go on
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when one of them cannot listen.
 */
export async function startProxyWithAgent(options: ProxyWithAgentOptions): Promise<ProxyWithAgent> {
  const backlog = new Backlog();
  const sink = { write: (record: object) => backlog.append(`${JSON.stringify(record)}\n`) };
  const proxy = await startInstrumentedProxy({ ...options.proxy, sink });
  const initial: Behaviour = options.proxy.behaviour ?? { kind: 'normal' };
  const agent = await startAgent({
    ...options.agent,
    backlog,
    routes: {
      'GET /witness': () => ({ kind: 'proxy', name: proxy.name, address: proxy.address }),
      'PUT /behaviour': (body) => proxy.behave(behaviourOf(body)),
      'POST /disconnect': () => proxy.disconnect(),
      'POST /reset': () => {
        proxy.behave(initial);
        proxy.disconnect();
        backlog.forget();
      },
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
