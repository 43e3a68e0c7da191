import { startTapWithAgent } from '../agent/tap-agent.ts';
import { runUntilTold } from './run-until-told.ts';
import { agentSettings } from './settings.ts';
import { tapSettings } from './tap-settings.ts';

/** One tap with its agent as a process: what a container runs before a proxy. All settings are in the environment. */
await runUntilTold(async (end) => {
  const { leaseSeconds, ...agent } = agentSettings(process.env);
  const running = await startTapWithAgent({
    tap: tapSettings(process.env),
    agent: { ...agent, ...(leaseSeconds > 0 && { lease: { milliseconds: leaseSeconds * 1000, expired: end } }) },
  });
  return { service: running, whereabouts: { tap: running.tap.address, agent: running.agent.address } };
});
