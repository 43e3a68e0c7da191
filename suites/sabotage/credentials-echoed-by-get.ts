import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers } from './api-traffic.ts';
import { withSecrets } from './with-secrets.ts';

export const credentialsEchoedByGet = {
  name: 'credentials-echoed-by-get',
  breaks: 'GetBrowserSession answers with the credentials beside the ARN of each secret.',
  requirements: ['R-CREDENTIALS-NOT-RETURNED'],
  fault: {
    at: 'api',
    endpoint: (endpoint, { secretText }) =>
      changingAnswers('GetBrowserSession', (answer) => withSecrets(answer, secretText))(endpoint),
  },
} as const satisfies Sabotage;
