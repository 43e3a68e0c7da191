import { AgentClient } from '../../../proxies/agent/agent-client.ts';
import { AgentError } from '../../../proxies/index.ts';
import type { Violation } from '../../configuration/invalid-input.ts';
import type { Deployment } from '../../deployment/deployment.ts';

/** Whether every witness of a deployment is there, and is the one that the file describes. */
export async function checkAgents(deployment: Deployment): Promise<readonly Violation[]> {
  const { taps = [] } = deployment;
  const agents = [
    { path: 'origin.agent', agent: deployment.origin.agent, kind: 'origin' },
    ...deployment.proxies.map(({ agent }, i) => ({ path: `proxies[${i}].agent`, agent, kind: 'proxy' })),
    ...taps.map(({ agent }, i) => ({ path: `taps[${i}].agent`, agent, kind: 'tap' })),
  ];
  const checked = await Promise.all(
    agents.map(async ({ path, agent, kind }): Promise<readonly Violation[]> => {
      const rule = 'deployment';
      try {
        const witness: { readonly kind?: unknown } = Object(await new AgentClient(agent).call('GET', '/witness'));
        if (witness.kind === kind) return [];
        const problem = `The agent at ${agent.host}:${agent.port} is not that of ${kind === 'origin' ? 'the origin' : `a ${kind}`}.`;
        return [{ path, rule, problem, fix: 'Take the file that the running proxies serve has written.' }];
      } catch (error) {
        if (!(error instanceof AgentError)) throw error;
        const fix =
          error.code === 'ERR_AGENT_UNREACHABLE'
            ? 'Start proxies serve there, and let this machine reach the port.'
            : 'Take the file that the running proxies serve has written: every start makes new tokens and certificates.';
        return [{ path, rule, problem: error.message, fix }];
      }
    }),
  );
  return checked.flat();
}
