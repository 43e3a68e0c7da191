import { startProxyWithAgent } from '../agent/proxy-agent.ts';
import { proxySettings } from './proxy-settings.ts';
import { runUntilTold } from './run-until-told.ts';
import { agentSettings } from './settings.ts';

/** One instrumented proxy with its agent as a process: what a container runs. All settings are in the environment. */
await runUntilTold(async (end) => {
  const { leaseSeconds, ...agent } = agentSettings(process.env);
  const running = await startProxyWithAgent({
    proxy: proxySettings(process.env),
    agent: { ...agent, ...(leaseSeconds > 0 && { lease: { milliseconds: leaseSeconds * 1000, expired: end } }) },
  });
  return { service: running, whereabouts: { proxy: running.proxy.address, agent: running.agent.address } };
});
