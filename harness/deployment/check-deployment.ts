import { AgentClient, AgentError, type AgentLocation } from '../../proxies/agent/agent-client.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentError } from './deployment-error.ts';

/**
 * Asks every agent whether a run could have its witness, and changes nothing.
 * @throws {DeploymentError} which names all that cannot be reached, or that another run has.
 */
export async function checkDeployment({ origin, proxies, taps = [] }: Deployment): Promise<void> {
  const agents = [
    { role: 'origin', agent: origin.agent },
    ...proxies.map(({ agent }, index) => ({ role: `proxies[${index}]`, agent })),
    ...taps.map(({ agent }, index) => ({ role: `taps[${index}]`, agent })),
  ];
  const asked = await Promise.all(agents.map(({ role, agent }) => problemWith(role, agent)));
  const problems = asked.flat();
  if (problems.length > 0) throw new DeploymentError(problems.join('\n'));
}

async function problemWith(role: string, agent: AgentLocation): Promise<readonly string[]> {
  try {
    await new AgentClient(agent).call('GET', '/hold');
    return [];
  } catch (error) {
    if (error instanceof AgentError) return [`${role}: ${error.message}`];
    throw error;
  }
}
