import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers, type SentConfiguration } from './api-traffic.ts';

export const showsEndedConfiguration = {
  name: 'shows-ended-configuration',
  breaks: 'GetBrowserSession shows the configuration of a session that has ended.',
  requirements: ['R-LIFECYCLE-DISCARDED'],
  fault: {
    at: 'api',
    endpoint: (endpoint) => {
      const started = new Map<unknown, SentConfiguration | undefined>();
      const remembering = changingAnswers('StartBrowserSession', (answer, { proxyConfiguration }) => {
        started.set(answer['sessionId'], proxyConfiguration);
        return answer;
      });
      const showing = changingAnswers('GetBrowserSession', (answer) => ({
        proxyConfiguration: started.get(answer['sessionId']),
        ...answer,
      }));
      return showing(remembering(endpoint));
    },
  },
} as const satisfies Sabotage;
