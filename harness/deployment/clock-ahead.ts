import http from 'node:http';
import https from 'node:https';
import { AgentClient, type AgentLocation } from '../../proxies/agent/agent-client.ts';
import { DEPLOYED_CLOCK_MILLISECONDS } from '../conformance/clocks.ts';

/** Questions for the time, after which the quickest answer counts. */
const QUESTIONS = 10;

/** Milliseconds of an answer that is quick enough not to ask again. */
const QUICK = DEPLOYED_CLOCK_MILLISECONDS / 10;

interface Answer {
  readonly took: number;
  readonly ahead: number;
}

/**
 * How many milliseconds an agent's clock is ahead of ours: at worst wrong by half of the time that its quickest answer
 * took. All questions go over one connection, for how long that takes to open says nothing of the clock.
 *
 * @throws {AgentError}
 * @throws {RangeError} where no answer was quick enough to compare clocks as well as the join of records needs it.
 */
export async function clockAhead(location: AgentLocation): Promise<number> {
  const oneConnection = { keepAlive: true, maxSockets: 1 };
  const connections =
    location.certificate === undefined ? new http.Agent(oneConnection) : new https.Agent(oneConnection);
  const client = new AgentClient(location, connections);
  try {
    await client.call('GET', '/clock');
    let best = await askForTime(client);
    for (let question = 1; question < QUESTIONS && best.took > QUICK; question++) {
      const answer = await askForTime(client);
      if (answer.took < best.took) best = answer;
    }
    if (best.took / 2 <= DEPLOYED_CLOCK_MILLISECONDS) return best.ahead;
    throw new RangeError(`The agent takes ${Math.round(best.took)} ms to answer, too long to compare clocks.`);
  } finally {
    connections.destroy();
  }
}

async function askForTime(client: AgentClient): Promise<Answer> {
  const asked = performance.now();
  const { now } = (await client.call('GET', '/clock')) as { readonly now: number };
  const took = performance.now() - asked;
  return { took, ahead: now - (performance.timeOrigin + asked + took / 2) };
}
