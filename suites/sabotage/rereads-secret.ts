import { parseProxySecret } from '../../harness/configuration/credentials.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const rereadsSecret = {
  name: 'rereads-secret',
  breaks: 'Credentials are read from the secret for every request.',
  requirements: ['R-CREDENTIALS-SECRET-CHANGE'],
  fault: {
    at: 'router',
    policy: (egress, { secretText }) => {
      const documented = documentedPolicy(egress);
      const now = () => {
        const credentials = [...(egress?.credentials ?? [])].map(([arn, old]) => {
          const text = secretText(arn);
          return [arn, text === undefined ? old : parseProxySecret(text)] as const;
        });
        return documentedPolicy(egress && { ...egress, credentials: new Map(credentials) });
      };
      return { ...documented, authorizationFor: (hop, kind) => now().authorizationFor(hop, kind) };
    },
  },
} as const satisfies Sabotage;
