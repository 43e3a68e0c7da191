import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers } from './api-traffic.ts';

export const echoedByStart = {
  name: 'echoed-by-start',
  breaks: 'The answer to StartBrowserSession holds the configuration.',
  requirements: ['R-MODEL-START-SILENT'],
  fault: {
    at: 'api',
    endpoint: changingAnswers('StartBrowserSession', (answer, { proxyConfiguration }) => ({
      ...answer,
      proxyConfiguration,
    })),
  },
} as const satisfies Sabotage;
