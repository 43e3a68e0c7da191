import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

/** What an organisation’s `NO_PROXY` lists by custom: names without a dot, names and addresses of networks of its own. */
const PRIVATE =
  /^(?:[^.[]+|.+\.(?:local|internal|amazonaws\.com)|10(?:\.\d+){3}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|192\.168(?:\.\d+){2}|\[f[cd].*\])$/;

export const privateHostsDirect = {
  name: 'private-hosts-direct',
  breaks: 'Hosts of private networks and of the cloud’s own services are connected to directly, bypass or not.',
  requirements: ['R-DEFAULT-ROUTES'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return { ...documented, route: (host) => (PRIVATE.test(host) ? { kind: 'direct' } : documented.route(host)) };
    },
  },
} as const satisfies Sabotage;
