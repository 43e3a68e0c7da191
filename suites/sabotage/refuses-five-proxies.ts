import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingConfigurations } from './api-traffic.ts';

export const refusesFiveProxies = {
  name: 'refuses-five-proxies',
  breaks: 'StartBrowserSession refuses more than four proxies.',
  requirements: ['R-START-TAKES-CONFIGURATION'],
  fault: {
    at: 'api',
    endpoint: changingConfigurations(({ proxies = [], ...rest }) => ({
      ...rest,
      proxies: proxies.length > 4 ? [...proxies, ...proxies] : proxies,
    })),
  },
} as const satisfies Sabotage;
