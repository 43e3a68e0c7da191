import { BehaviourError, readBehaviour } from '../behaviours/read-behaviour.ts';
import type { Behaviour } from '../behaviours/table.ts';
import { type InstrumentedProxy, startInstrumentedProxy } from '../instrumented-proxy.ts';
import type { InstrumentedProxyOptions } from '../options.ts';
import type { RecordSink } from '../sink.ts';
import { type Agent, type AgentOptions, startAgent } from './agent.ts';
import { Backlog } from './backlog.ts';
import { readAccess, readName } from './read-role.ts';
import { Refusal } from './refusal.ts';

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
 * Starts a proxy with an agent. Besides what every agent has:
 *
 *     GET /witness        {"kind": "proxy", "name": …, "address": …, "connections": so many clients are connected}
 *     PUT /name           {"name": …}: in the records from now on
 *     PUT /access         {"kind": "open"} or {"kind": "basic", "username": …, "password": …}; never told to anybody
 *     PUT /behaviour      a behaviour as JSON, in force from the next request on
 *     POST /disconnect    ends every connection that is open now
 *
 * A reset gives it back the name, the access and the behaviour that it started with, and ends its connections.
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when one of them cannot listen.
 */
export async function startProxyWithAgent(options: ProxyWithAgentOptions): Promise<ProxyWithAgent> {
  const backlog = new Backlog();
  const initial = options.proxy;
  let name = initial.name;
  const sink: RecordSink = {
    write(record) {
      const named = { ...record, proxy: name };
      backlog.append(`${JSON.stringify(named)}\n`);
      initial.sink?.write(named);
    },
    pressure: () => initial.sink?.pressure?.(),
  };
  const proxy = await startInstrumentedProxy({ ...initial, sink });
  const agent = await startAgent({
    ...options.agent,
    backlog,
    routes: {
      'GET /witness': () => ({ kind: 'proxy', name, address: proxy.address, connections: proxy.connections }),
      'PUT /name': (body) => {
        name = readName(body);
      },
      'PUT /access': (body) => proxy.admit(readAccess(body)),
      'PUT /behaviour': (body) => proxy.behave(behaviourOf(body)),
      'POST /disconnect': () => proxy.disconnect(),
    },
    reset: () => {
      name = initial.name;
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
