import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRequests } from './api-traffic.ts';

export const acceptsOtherKinds = {
  name: 'accepts-other-kinds',
  breaks: 'StartBrowserSession leaves out entries that are no external proxies.',
  requirements: ['R-MODEL-PROXY-KIND', 'R-NO-SOCKS'],
  fault: {
    at: 'api',
    endpoint: changingRequests(({ proxyConfiguration, ...rest }) => {
      const proxies = proxyConfiguration?.proxies?.filter(({ externalProxy }) => externalProxy);
      return { ...rest, ...(proxies?.length && { proxyConfiguration: { ...proxyConfiguration, proxies } }) };
    }),
  },
} as const satisfies Sabotage;
