import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers } from './api-traffic.ts';

export const losesBypassInGet = {
  name: 'loses-bypass-in-get',
  breaks: 'GetBrowserSession shows the proxies, but not the bypass.',
  requirements: ['R-MODEL-GET-ECHOES'],
  fault: {
    at: 'api',
    endpoint: changingAnswers('GetBrowserSession', ({ proxyConfiguration, ...answer }) => ({
      ...answer,
      ...(proxyConfiguration && { proxyConfiguration: { proxies: proxyConfiguration.proxies } }),
    })),
  },
} as const satisfies Sabotage;
