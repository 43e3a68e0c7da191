import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

/** Requests for a host that go where they should. */
const STABLE = 2;

export const changesEgress = {
  name: 'changes-egress',
  breaks: 'After two requests for a host, another proxy gets all that follow.',
  requirements: ['R-EGRESS-STABLE'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      const proxies = egress?.proxyConfiguration.proxies.length ?? 1;
      const asked = new Map<string, number>();
      return {
        ...documented,
        route: (host) => {
          const route = documented.route(host);
          const times = (asked.get(host) ?? 0) + 1;
          asked.set(host, times);
          if (route.kind === 'direct' || times <= STABLE) return route;
          return { kind: 'upstream', position: (route.position + 1) % proxies };
        },
      };
    },
  },
} as const satisfies Sabotage;
