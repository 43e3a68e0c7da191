import { randomBytes } from 'node:crypto';
import { type ProxyWithAgent, startProxyWithAgent } from '../../proxies/index.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { speaksHttp2 } from '../origin/http2-names.ts';
import { type OriginWithAgent, startOriginWithAgent } from '../origin/origin-agent.ts';
import { startAuthority } from './authority.ts';
import { certificatesByName } from './certificates-by-name.ts';

export interface ServeOptions {
  /** Name or address under which sessions and runs reach this machine. */
  readonly host: string;
  /** Address that everything listens on. */
  readonly listen: string;
  /** One proxy for each; 0 for any free port. */
  readonly proxyPorts: readonly number[];
  readonly originPorts: { readonly http: number; readonly https: number };
  /** Of the origin's agent, then of each proxy's; 0 for any free port. */
  readonly agentPorts: readonly number[];
  /** Every name below it leads sessions here. */
  readonly domain?: string;
}

/** Witnesses that runs elsewhere hold by their agents. */
export interface ServedDeployment extends AsyncDisposable {
  /** All that a run needs, tokens included. */
  readonly deployment: Deployment;
  /** Until when its certificates are good. */
  readonly notAfter: Date;
}

/**
 * Starts instrumented proxies and the origin, each with its agent over TLS.
 *
 * Until a run holds them the proxies refuse everybody, and what they let through ends at the origin, whatever was asked
 * for: they are no way to anywhere else.
 *
 * @throws {Error} with Node's own code (`EADDRINUSE`, `EACCES`, …) and `port` when one of them cannot listen.
 */
export async function serveDeployment(options: ServeOptions): Promise<ServedDeployment> {
  const { host, listen, proxyPorts, originPorts, domain } = options;
  const started: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.unshift(one);
    return one;
  };
  const dispose = async (): Promise<void> => {
    for (const one of started) await one[Symbol.asyncDispose]();
  };
  try {
    const authority = keep(await startAuthority());
    const { key, publicKeyHash } = authority;
    const certificate = await authority.issue([...new Set([host, 'localhost', '127.0.0.1'])]);
    const agentOf = (index: number) => ({
      token: randomBytes(24).toString('hex'),
      host: listen,
      port: options.agentPorts[index] ?? 0,
      tls: { certificate, key },
    });
    const reachedAt = (agent: ReturnType<typeof agentOf>, { address }: OriginWithAgent['agent']) => ({
      host,
      port: address.port,
      token: agent.token,
      certificate,
    });

    const originAgent = agentOf(0);
    const origin = keep(
      await startOriginWithAgent({
        origin: {
          host: listen,
          port: originPorts.http,
          secondPort: originPorts.https,
          certificate: { key, certificate: certificate + authority.certificate, publicKeyHash },
          certificateFor: certificatesByName(authority),
          offersHttp2: speaksHttp2,
        },
        agent: originAgent,
      }),
    );
    const { address, secondAddress = address } = origin.origin;
    const destination = { host: address.address === '0.0.0.0' ? '127.0.0.1' : address.address, port: address.port };
    const proxies: Deployment['proxies'] = [];
    for (const [index, port] of proxyPorts.entries()) {
      const agent = agentOf(index + 1);
      const running: ProxyWithAgent = keep(
        await startProxyWithAgent({
          proxy: {
            name: `proxy-${index}`,
            host: listen,
            port,
            dial: () => destination,
            behaviour: { kind: 'refuse' },
            access: { kind: 'basic', username: 'nobody', password: randomBytes(24).toString('hex') },
          },
          agent,
        }),
      );
      proxies.push({ server: host, port: running.proxy.address.port, agent: reachedAt(agent, running.agent) });
    }
    return {
      notAfter: authority.notAfter,
      deployment: {
        version: 1,
        ...(domain === undefined ? {} : { domain }),
        origin: {
          host,
          httpPort: address.port,
          httpsPort: secondAddress.port,
          publicKeyHash,
          authority: authority.certificate,
          agent: reachedAt(originAgent, origin.agent),
        },
        proxies,
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
