import { type Agent, type AgentOptions, startAgent } from '../../proxies/agent/agent.ts';
import { Backlog } from '../../proxies/agent/backlog.ts';
import { Refusal } from '../../proxies/agent/refusal.ts';
import { type LocalOrigin, type OriginOptions, startOrigin } from './origin.ts';

export interface OriginWithAgentOptions {
  /** Its sightings go to the agent, and its canaries come from there. */
  readonly origin: Omit<OriginOptions, 'onSighting' | 'canaries'>;
  readonly agent: Omit<AgentOptions, 'backlog' | 'routes' | 'reset'>;
}

/** An origin that others pull sightings from. */
export interface OriginWithAgent extends AsyncDisposable {
  readonly origin: LocalOrigin;
  readonly agent: Agent;
}

/**
 * Starts an origin with an agent. Besides what every agent has:
 *
 *     GET /witness     {"kind": "origin", "address": …, "publicKeyHash": …}
 *     PUT /canaries    ["…"]: texts that must never arrive, in the place of those before
 *
 * A reset leaves it without canaries.
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, …) when one of them cannot listen.
 */
export async function startOriginWithAgent(options: OriginWithAgentOptions): Promise<OriginWithAgent> {
  const backlog = new Backlog();
  let canaries: readonly string[] = [];
  const origin = await startOrigin({
    ...options.origin,
    onSighting: (sighting) => backlog.append(`${JSON.stringify(sighting)}\n`),
    canaries: () => canaries,
  });
  const agent = await startAgent({
    ...options.agent,
    backlog,
    routes: {
      'GET /witness': () => ({ kind: 'origin', address: origin.address, publicKeyHash: origin.publicKeyHash }),
      'PUT /canaries': (body) => {
        canaries = textsOf(body);
      },
    },
    reset: () => {
      canaries = [];
    },
  }).catch(async (error: unknown) => {
    await origin[Symbol.asyncDispose]();
    throw error;
  });
  return {
    origin,
    agent,
    async [Symbol.asyncDispose]() {
      await origin[Symbol.asyncDispose]();
      await agent[Symbol.asyncDispose]();
    },
  };
}

function textsOf(body: unknown): readonly string[] {
  // An empty text is in every header.
  const texts = Array.isArray(body) ? body.filter((text) => typeof text === 'string' && text !== '') : [];
  if (!Array.isArray(body) || texts.length < body.length) throw new Refusal(400, 'A list of texts is needed.');
  return texts;
}
