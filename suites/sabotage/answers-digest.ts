import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const answersDigest = {
  name: 'answers-digest',
  breaks: 'A proxy that refuses a request is asked again with credentials by Digest.',
  requirements: ['R-BASIC-ONLY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      let refused = false;
      return {
        ...documented,
        authorizationFor: (hop, kind) =>
          refused
            ? 'Digest username="u", realm="proxy", nonce="bm9uY2U", uri="/", response="0"'
            : authorizationFor(hop, kind),
        afterFailure: (failed) => {
          refused = !refused;
          return refused ? failed : 'error';
        },
      };
    },
  },
} as const satisfies Sabotage;
