import { AgentClient, AgentError, type AgentLocation } from '../../proxies/agent/agent-client.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentError } from './deployment-error.ts';

const STALE = 'The file is of an earlier start: take the one that was written last.';

/**
 * Asks every agent whether a run could have its witness, and whether that is the one that the file means; changes nothing.
 * @throws {DeploymentError} one line for each that cannot be reached, that another run has, or that is another.
 */
export async function checkDeployment({ origin, proxies, taps = [] }: Deployment): Promise<void> {
  const agents = [
    { role: 'origin', agent: origin.agent, kind: 'origin', publicKeyHash: origin.publicKeyHash },
    ...proxies.map(({ agent }, index) => ({ role: `proxies[${index}]`, agent, kind: 'proxy' })),
    ...taps.map(({ agent }, index) => ({ role: `taps[${index}]`, agent, kind: 'tap' })),
  ];
  const asked = await Promise.all(agents.map(({ role, agent, ...meant }) => problemWith(role, agent, meant)));
  const problems = asked.flat();
  if (problems.length > 0) throw new DeploymentError(problems.join('\n'));
}

/** What an agent says of its witness, as far as the file says it too. */
interface Meant {
  readonly kind: string;
  readonly publicKeyHash?: string;
}

async function problemWith(role: string, agent: AgentLocation, meant: Meant): Promise<readonly string[]> {
  const client = new AgentClient(agent);
  try {
    await client.call('GET', '/hold');
    const found: Partial<Meant> = Object(await client.call('GET', '/witness'));
    if (found.kind !== meant.kind) {
      return [`${role}: The agent at ${agent.host}:${agent.port} is that of another witness. ${STALE}`];
    }
    const isOther = meant.publicKeyHash !== undefined && found.publicKeyHash !== meant.publicKeyHash;
    return isOther ? [`${role}: The origin has another key than the file’s publicKeyHash. ${STALE}`] : [];
  } catch (error) {
    if (error instanceof AgentError) return [`${role}: ${error.message}`];
    throw error;
  }
}
