import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingConfigurations } from './api-traffic.ts';

export const acceptsSixProxies = {
  name: 'accepts-six-proxies',
  breaks: 'StartBrowserSession takes any number of proxies, and uses the first five.',
  requirements: ['R-LIMIT-PROXIES'],
  fault: {
    at: 'api',
    endpoint: changingConfigurations(({ proxies, ...rest }) => ({
      ...rest,
      ...(proxies && { proxies: proxies.slice(0, 5) }),
    })),
  },
} as const satisfies Sabotage;
