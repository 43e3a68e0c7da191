import { AgentError } from '../../proxies/agent/agent-client.ts';
import { connectRemoteTap } from '../../proxies/index.ts';
import type { DeployedTap, Recorder, RemoteTaps } from '../conformance/witnesses.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentError } from './deployment-error.ts';
import { holdAgent } from './hold-agent.ts';

/**
 * Takes the taps of a deployment for one run. The proxies behind them stay as they are.
 *
 * @param record gets what each tap has seen, by its position in the file.
 * @throws {DeploymentError} where one cannot be reached, or another run has it.
 */
export async function startDeployedTaps(
  { taps: described = [] }: Deployment,
  record: Recorder['proxyRecord'],
  runId: string,
): Promise<RemoteTaps> {
  const held: AsyncDisposable[] = [];
  const dispose = async (): Promise<void> => {
    for (const one of held.reverse()) await one[Symbol.asyncDispose]();
  };
  try {
    const taps: DeployedTap[] = [];
    for (const [index, { server, port, egress, agent }] of described.entries()) {
      const holding = await holdAgent(agent, `taps[${index}]`, runId);
      held.push(holding);
      const tap = await connectRemoteTap({
        agent: holding.location,
        after: holding.last,
        address: { host: server, port },
        sink: { write: (one) => record(index, { ...one, at: one.at - holding.ahead }) },
      });
      held.push(tap);
      taps.push(Object.assign(tap, { egress }));
    }
    return {
      taps,
      environment: taps.length === 0 ? {} : { taps: `${taps.length}, before real proxies` },
      settled: async () => void (await Promise.all(taps.map((tap) => tap.settled()))),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error instanceof AgentError ? new DeploymentError(error.message, error) : error;
  }
}
