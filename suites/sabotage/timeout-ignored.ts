import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRequests } from './api-traffic.ts';

export const timeoutIgnored = {
  name: 'timeout-ignored',
  breaks: 'Sessions last an hour, whatever timeout they are started with.',
  requirements: ['R-LIFECYCLE-TIMEOUT'],
  fault: {
    at: 'api',
    endpoint: changingRequests(({ sessionTimeoutSeconds: _, ...rest }) => rest),
  },
} as const satisfies Sabotage;
