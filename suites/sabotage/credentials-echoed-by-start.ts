import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers } from './api-traffic.ts';
import { withSecrets } from './with-secrets.ts';

export const credentialsEchoedByStart = {
  name: 'credentials-echoed-by-start',
  breaks: 'StartBrowserSession answers with the credentials of every proxy.',
  requirements: ['R-CREDENTIALS-NOT-RETURNED'],
  fault: {
    at: 'api',
    endpoint: (endpoint, { secretText }) =>
      changingAnswers('StartBrowserSession', (answer, { proxyConfiguration }) => ({
        ...answer,
        used: withSecrets({ proxyConfiguration }, secretText),
      }))(endpoint),
  },
} as const satisfies Sabotage;
