import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRequests } from './api-traffic.ts';

export const acceptsNoProxies = {
  name: 'accepts-no-proxies',
  breaks: 'StartBrowserSession takes a configuration without proxies for none at all.',
  requirements: ['R-MODEL-PROXY-REQUIRED'],
  fault: {
    at: 'api',
    endpoint: changingRequests(({ proxyConfiguration, ...rest }) => ({
      ...rest,
      ...(proxyConfiguration?.proxies?.length && { proxyConfiguration }),
    })),
  },
} as const satisfies Sabotage;
