import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const credentialsOnlyAfterChallenge = {
  name: 'credentials-only-after-challenge',
  breaks: 'Credentials are sent after a proxy has refused a request without them.',
  requirements: ['R-CREDENTIALS-PRE-EMPTIVE'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      const challenged = new Set<number>();
      return {
        ...documented,
        authorizationFor: (hop, kind) =>
          hop !== 'origin' && challenged.delete(hop) ? authorizationFor(hop, kind) : undefined,
        afterFailure: (failed) => {
          if (failed.kind === 'direct') return 'error';
          challenged.add(failed.position);
          return failed;
        },
      };
    },
  },
} as const satisfies Sabotage;
