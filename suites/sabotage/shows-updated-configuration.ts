import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers, changingRequests, type SentConfiguration } from './api-traffic.ts';

export const showsUpdatedConfiguration = {
  name: 'shows-updated-configuration',
  breaks: 'GetBrowserSession shows the configuration that UpdateBrowserStream was sent, not the one from the start.',
  requirements: ['R-LIFECYCLE-SET-ONCE'],
  fault: {
    at: 'api',
    endpoint: (endpoint) => {
      let updated: SentConfiguration | undefined;
      const listening = changingRequests((sent, path) => {
        if (path.endsWith('/streams/update')) updated = sent.proxyConfiguration;
        return sent;
      });
      const showing = changingAnswers('GetBrowserSession', (answer) => ({
        ...answer,
        ...(updated && { proxyConfiguration: updated }),
      }));
      return showing(listening(endpoint));
    },
  },
} as const satisfies Sabotage;
