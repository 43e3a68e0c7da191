import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createOriginCertificate } from '../../origin/certificate.ts';
import type { Deployment } from '../deployment.ts';

const PROXY = fileURLToPath(new URL('../../../proxies/serve/main.ts', import.meta.url));
const ORIGIN = fileURLToPath(new URL('../../origin/serve.ts', import.meta.url));

/** Opens the agents that tests start. */
const TOKEN = 'test-token-of-32-characters-9f3a';

/** Witnesses as processes of their own, as somebody would run them on another machine. */
export interface RunningDeployment extends AsyncDisposable {
  readonly deployment: Deployment;
  /** By position. */
  readonly proxies: readonly ChildProcess[];
  readonly origin: ChildProcess;
}

/** Starts an origin and so many proxies by their real entry points, on loopback. */
export async function runDeployment(count: number, domain?: string): Promise<RunningDeployment> {
  const certificate = await createOriginCertificate();
  const origin = await served(ORIGIN, { ORIGIN_CERTIFICATE: JSON.stringify(certificate) });
  const { address, port } = origin.whereabouts.origin;
  const settings = { PROXY_DESTINATION: `${address}:${port}` };
  const proxies = await Promise.all(Array.from({ length: count }, () => served(PROXY, settings)));
  const all = [origin, ...proxies].map(({ child }) => child);
  return {
    deployment: {
      version: 1,
      ...(domain === undefined ? {} : { domain }),
      origin: {
        host: address,
        httpPort: port,
        httpsPort: port,
        publicKeyHash: certificate.publicKeyHash,
        authority: certificate.certificate,
        agent: { ...origin.whereabouts.agent, token: TOKEN },
      },
      proxies: proxies.map(({ whereabouts: { proxy, agent } }) => ({
        server: proxy.host,
        port: proxy.port,
        agent: { ...agent, token: TOKEN },
      })),
    },
    proxies: proxies.map(({ child }) => child),
    origin: origin.child,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map(ended));
    },
  };
}

async function served(entryPoint: string, settings: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [entryPoint], {
    env: { ...settings, AGENT_TOKEN: TOKEN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, whereabouts: JSON.parse(line) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
