import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AgentLocation } from '../agent-client.ts';

/** What is served, by its entry point. */
const ENTRY_POINTS = { proxy: 'main.ts', tap: 'tap.ts' } as const;

/** Opens the agents that tests start. */
const TOKEN = 'test-token-of-32-characters-9f3a';

/** An instrumented proxy, or a tap, as a process of its own. */
export interface ProxyProcess extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly agent: AgentLocation;
}

/** Starts one by its real entry point; settings as in the environment of a container. */
export async function startProxyProcess(
  settings: NodeJS.ProcessEnv,
  kind: keyof typeof ENTRY_POINTS = 'proxy',
): Promise<ProxyProcess> {
  const entryPoint = fileURLToPath(new URL(`../../serve/${ENTRY_POINTS[kind]}`, import.meta.url));
  const child = spawn(process.execPath, [entryPoint], {
    env: { ...settings, AGENT_TOKEN: TOKEN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    process: child,
    agent: { ...JSON.parse(line).agent, token: TOKEN },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
