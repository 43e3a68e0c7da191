import { connect } from 'node:net';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documented } from '../../harness/emulator/personality/documented.ts';

/** Version 5, one method: no authentication (RFC 1928, section 3). */
const GREETING = Buffer.from([5, 1, 0]);

export const triesSocks = {
  name: 'tries-socks',
  breaks: 'A proxy is greeted by SOCKS5, on a connection of its own, before it is asked by HTTP.',
  requirements: ['R-NO-SOCKS'],
  fault: {
    at: 'manner',
    personality: (policy, egress) => ({
      ...documented(policy, egress),
      async way({ host }) {
        const way = policy.route(host);
        const proxy = way.kind === 'upstream' ? egress?.proxyConfiguration.proxies[way.position] : undefined;
        if (proxy !== undefined) await greet(proxy.externalProxy);
        return way;
      },
    }),
  },
} as const satisfies Sabotage;

/** Waits until the proxy has said something, or hung up. */
function greet({ port, server }: { readonly port: number; readonly server: string }): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, server, () => socket.write(GREETING));
    socket.on('data', () => socket.destroy());
    socket.on('end', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}
