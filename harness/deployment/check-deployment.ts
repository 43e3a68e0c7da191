import { AgentClient } from '../../proxies/agent/agent-client.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentError } from './deployment-error.ts';

/**
 * Asks every agent whether a run could have its witness, and changes nothing.
 * @throws {DeploymentError} which names all that cannot be reached, or that another run has.
 */
export async function checkDeployment({ origin, proxies }: Deployment): Promise<void> {
  const agents = [
    { role: 'origin', agent: origin.agent },
    ...proxies.map(({ agent }, index) => ({ role: `proxies[${index}]`, agent })),
  ];
  const asked = await Promise.allSettled(agents.map(({ agent }) => new AgentClient(agent).call('GET', '/hold')));
  const problems = asked.flatMap((answer, index) =>
    answer.status === 'fulfilled' ? [] : [`${agents[index]?.role}: ${(answer.reason as Error).message}`],
  );
  if (problems.length > 0) throw new DeploymentError(problems.join('\n'));
}
