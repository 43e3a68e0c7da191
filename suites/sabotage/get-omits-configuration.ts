import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers } from './api-traffic.ts';

export const getOmitsConfiguration = {
  name: 'get-omits-configuration',
  breaks: 'GetBrowserSession does not show the configuration.',
  requirements: ['R-MODEL-GET-ECHOES'],
  fault: {
    at: 'api',
    endpoint: changingAnswers('GetBrowserSession', ({ proxyConfiguration: _, ...answer }) => answer),
  },
} as const satisfies Sabotage;
