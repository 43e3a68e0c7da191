import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createOriginCertificate } from '../../origin/certificate.ts';
import type { Deployment } from '../deployment.ts';

const PROXY = fileURLToPath(new URL('../../../proxies/serve/main.ts', import.meta.url));
const TAP = fileURLToPath(new URL('../../../proxies/serve/tap.ts', import.meta.url));
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

/** A tap as a process of its own, as a deployment describes it. */
export interface RunningTap extends AsyncDisposable {
  readonly tap: NonNullable<Deployment['taps']>[number];
  readonly process: ChildProcess;
}

/** Starts a tap by its real entry point, on loopback. @param egress where the connections of the proxy behind it come from. */
export async function runTap(proxyPort: number, egress: readonly string[]): Promise<RunningTap> {
  const { child, whereabouts } = await served(TAP, { TAP_PROXY: `127.0.0.1:${proxyPort}` });
  const { tap, agent } = whereabouts;
  return {
    tap: { server: tap.host, port: tap.port, egress: [...egress], agent: { ...agent, token: TOKEN } },
    process: child,
    [Symbol.asyncDispose]: () => ended(child),
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
