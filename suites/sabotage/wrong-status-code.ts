import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRefusals } from './api-traffic.ts';

export const wrongStatusCode = {
  name: 'wrong-status-code',
  breaks: 'Every error is answered with the status code 500.',
  requirements: ['R-MODEL-ERRORS'],
  fault: {
    at: 'api',
    endpoint: changingRefusals((error, refuse) => ({ ...refuse(error), status: 500 })),
  },
} as const satisfies Sabotage;
