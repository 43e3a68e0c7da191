import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingProxies } from './api-traffic.ts';

export const acceptsAnyPort = {
  name: 'accepts-any-port',
  breaks: 'StartBrowserSession takes 8080 for a port that is missing or impossible.',
  requirements: ['R-LIMIT-PORT', 'R-MODEL-PORT-REQUIRED'],
  fault: {
    at: 'api',
    endpoint: changingProxies(({ port, ...proxy }) => ({
      ...proxy,
      port: Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536 ? port : 8080,
    })),
  },
} as const satisfies Sabotage;
