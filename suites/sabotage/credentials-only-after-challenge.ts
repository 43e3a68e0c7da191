import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy, type ErrorAnswer } from '../../harness/emulator/router/policy.ts';
import type { Egress } from '../../harness/emulator/router/route-table.ts';

export const credentialsOnlyAfterChallenge = {
  name: 'credentials-only-after-challenge',
  breaks: 'Credentials are sent after a proxy has refused a request without them.',
  requirements: ['R-CREDENTIALS-PRE-EMPTIVE'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const { authorizationFor, ...documented } = documentedPolicy(egress);
      /** Per proxy: whether it has asked for them since a request without any, and whether it has got them since. */
      const states = new Map<number, 'asked' | 'sent'>();
      const afterAnswer = (failed: Egress, answer?: ErrorAnswer): Egress | undefined => {
        if (failed.kind === 'direct' || answer?.status !== 407) return undefined;
        // Those that are not enough are not sent again.
        if (states.get(failed.position) === 'sent') return undefined;
        states.set(failed.position, 'asked');
        return failed;
      };
      return {
        ...documented,
        authorizationFor: (hop, kind) => {
          if (hop === 'origin') return undefined;
          const asked = states.get(hop) === 'asked';
          if (asked) states.set(hop, 'sent');
          else states.delete(hop);
          return asked ? authorizationFor(hop, kind) : undefined;
        },
        afterFailure: (failed, answer) => afterAnswer(failed, answer) ?? 'error',
        afterErrorAnswer: (answered, answer) => afterAnswer(answered, answer) ?? 'pass-on',
      };
    },
  },
} as const satisfies Sabotage;
