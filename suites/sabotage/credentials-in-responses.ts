import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documented } from '../../harness/emulator/personality/documented.ts';

export const credentialsInResponses = {
  name: 'credentials-in-responses',
  breaks: 'Plain-HTTP answers name the credentials of the proxies in a header.',
  requirements: ['R-CREDENTIALS-NOT-IN-BROWSER'],
  fault: {
    at: 'manner',
    personality: (policy, egress) => ({
      ...documented(policy, egress),
      responseHeaders: [...(egress?.credentials ?? [])].flatMap(([, { username, password }]) => [
        'x-cache',
        `MISS from ${username}:${password}@proxy`,
      ]),
    }),
  },
} as const satisfies Sabotage;
