import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { proxyName } from '../../configuration/proxy-name.ts';
import type { Check, Outcome } from '../check.ts';

/** Milliseconds for a proxy to accept a connection: across the world it takes a few hundred. */
const CONNECT_LIMIT = 5_000;

/** One proxy of a configuration: whether its name is known here, and whether something listens on its port. */
export function proxyCheck(configuration: ProxyConfiguration, index: number): Check {
  const name = proxyName(configuration, index);
  const { server = '', port = 0 } = configuration.proxies[index]?.externalProxy ?? {};
  return {
    id: `proxy ${name}`,
    async examine({ connect: mayConnect }) {
      if (!mayConnect)
        return { state: 'note', says: 'Not contacted: --connect looks its name up and connects to its port.' };
      return reach(server, port);
    },
  };
}

async function reach(server: string, port: number): Promise<Outcome> {
  const found = await lookup(server).catch(() => undefined);
  if (found === undefined) {
    const fix = 'Correct the name; one that only your VPC knows is for browsers in that VPC.';
    return { state: 'missing', says: `The name ${server} is not known here.`, fix };
  }
  const socket = connect({ host: found.address, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_LIMIT) });
    return { state: 'ok', says: `${found.address} accepts connections on port ${port}` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ECONNREFUSED' ? 'refuses connections' : 'does not answer';
    const fix = 'Start it, or open the way to it; the service has to reach it as well.';
    return { state: 'missing', says: `${found.address} ${reason} on port ${port}.`, fix };
  } finally {
    socket.destroy();
  }
}
