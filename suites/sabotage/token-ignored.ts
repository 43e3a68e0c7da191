import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRequests } from './api-traffic.ts';

export const tokenIgnored = {
  name: 'token-ignored',
  breaks: 'A repeated client token starts another session.',
  requirements: ['R-MODEL-CLIENT-TOKEN', 'R-MODEL-CLIENT-TOKEN-MISMATCH'],
  fault: {
    at: 'api',
    endpoint: changingRequests(({ clientToken: _, ...rest }) => rest),
  },
} as const satisfies Sabotage;
