import { once } from 'node:events';
import { connect } from 'node:net';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documented } from '../../harness/emulator/personality/documented.ts';

export const friendlyErrorPages = {
  name: 'friendly-error-pages',
  breaks: 'A plain-HTTP request whose proxy refuses connections gets a page of the service’s own, with status 200.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  fault: {
    at: 'manner',
    personality: (policy, egress) => ({
      ...documented(policy, egress),
      async way({ host }) {
        const way = policy.route(host);
        const proxy = way.kind === 'upstream' ? egress?.proxyConfiguration.proxies[way.position] : undefined;
        if (proxy === undefined) return way;
        const socket = connect(proxy.externalProxy.port, proxy.externalProxy.server);
        try {
          await once(socket, 'connect');
          return way;
        } catch {
          return { kind: 'refused', status: 200, headers: [], page: '<p>Please try again later.</p>' };
        } finally {
          socket.destroy();
        }
      },
    }),
  },
} as const satisfies Sabotage;
