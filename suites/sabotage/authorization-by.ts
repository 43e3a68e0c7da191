import type { Fault } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy, type RoutingPolicy } from '../../harness/emulator/router/policy.ts';

type Authorize = RoutingPolicy['authorizationFor'];

/** The documented routes, with other credentials for whoever a request is sent to. */
export function authorizationBy(change: (documented: Authorize) => Authorize): Fault {
  return {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return { ...documented, authorizationFor: change(documented.authorizationFor) };
    },
  };
}
