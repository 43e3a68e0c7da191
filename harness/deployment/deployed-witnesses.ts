import { AgentError } from '../../proxies/agent/agent-client.ts';
import { connectRemoteProxy } from '../../proxies/index.ts';
import type { ProxyRecord } from '../../proxies/record.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { credentialsBySecret, withAddresses } from '../conformance/stand-ins.ts';
import type { Recorder, RemoteWitnesses } from '../conformance/witnesses.ts';
import { canaryForms } from '../evidence/canaries.ts';
import { connectRemoteOrigin } from '../origin/remote-origin.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentError } from './deployment-error.ts';
import { holdAgent } from './hold-agent.ts';

/**
 * Takes deployed witnesses for one run: each proxy of the configuration is played by the deployed one at its position,
 * with the name, the access and the behaviour that the agents are told. Nobody else gets them until this is disposed,
 * and then they are as they were before.
 *
 * @throws {DeploymentError} too few proxies; a witness that cannot be reached, or that another run has.
 */
export async function startDeployedWitnesses(
  configuration: ProxyConfiguration,
  deployment: Deployment,
  ledger: Recorder,
  runId: string,
): Promise<RemoteWitnesses> {
  const wanted = configuration.proxies.length;
  const { length: deployed } = deployment.proxies;
  if (wanted > deployed) {
    throw new DeploymentError(`The configuration has ${wanted} proxies, and there are ${deployed} deployed.`);
  }
  const secrets = credentialsBySecret(configuration);
  const canaries = [...secrets.values()].flatMap(canaryForms);
  const names = proxyNames(configuration);
  const taken: AsyncDisposable[] = [];
  let settled = async (): Promise<void> => undefined;
  const dispose = async (): Promise<void> => {
    // Whatever the run came to, what was seen until now is judged.
    await settled().catch(() => undefined);
    for (const one of taken.reverse()) await one[Symbol.asyncDispose]();
  };
  const keep = <T extends AsyncDisposable>(one: T): T => {
    taken.push(one);
    return one;
  };

  try {
    // The origin first, and alone: of two runs that begin at once one gets it, and the other takes nothing.
    const { agent, host, httpPort, publicKeyHash } = deployment.origin;
    const heldOrigin = keep(await holdAgent(agent, 'origin', runId));
    const holding = deployment.proxies
      .slice(0, wanted)
      .map(async (proxy, index) => keep(await holdAgent(proxy.agent, `proxies[${index}]`, runId)));
    const heldProxies = await allEnded(holding);
    const origin = keep(
      await connectRemoteOrigin({
        agent: heldOrigin.location,
        after: heldOrigin.last,
        canaries,
        address: { address: host, port: httpPort },
        onSighting: ({ at, connectionAcceptedAt, ...seen }) => {
          const { ahead } = heldOrigin;
          ledger.origin({ ...seen, at: at - ahead, connectionAcceptedAt: connectionAcceptedAt - ahead });
        },
      }),
    );
    if (origin.publicKeyHash !== publicKeyHash) {
      throw new DeploymentError('origin.publicKeyHash: The origin has another key; the file is of an earlier start.');
    }
    const connecting = heldProxies.map(async ({ location, last, ahead }, index) => {
      const { server = '', port = 0 } = deployment.proxies[index] ?? {};
      const write = (record: ProxyRecord) => ledger.proxyRecord(index, { ...record, at: record.at - ahead });
      const options = { agent: location, after: last, sink: { write }, address: { host: server, port } };
      const proxy = keep(await connectRemoteProxy(options));
      const secret = configuration.proxies[index]?.externalProxy.credentials?.basicAuth.secretArn;
      const credentials = secrets.get(secret ?? '');
      await proxy.rename(names[index]?.name ?? `proxy #${index}`);
      await proxy.admit(credentials === undefined ? { kind: 'open' } : { kind: 'basic', ...credentials });
      await proxy.behave({ kind: 'refuse' });
      return proxy;
    });
    const proxies = await allEnded(connecting);
    settled = async () => {
      // In this order: whatever the origin has seen through a proxy, the proxy has recorded before.
      await origin.settled();
      await Promise.all(proxies.map((proxy) => proxy.settled()));
    };
    return {
      proxies,
      origin,
      configuration: withAddresses(configuration, proxies),
      secrets,
      canaries,
      environment: { proxies: `deployed at ${host}` },
      settled,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error instanceof AgentError ? new DeploymentError(error.message, error) : error;
  }
}

/** Like `Promise.all`, but waits for every one also where one fails: what is still being taken could not be given back. */
async function allEnded<T>(all: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
