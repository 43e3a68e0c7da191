import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ServiceError } from '../../harness/emulator/api/service-error.ts';

const ARN = /arn:aws:secretsmanager:[^"]+/g;

export const quotesMalformedSecret = {
  name: 'quotes-malformed-secret',
  breaks: 'Where a secret is no good, the refusal quotes it.',
  requirements: ['R-CREDENTIALS-NOT-RETURNED'],
  fault: {
    at: 'api',
    endpoint: (endpoint, { secretText }) => ({
      ...endpoint,
      browsers: {
        ...endpoint.browsers,
        find(request, caller) {
          const call = endpoint.browsers.find(request, caller);
          return {
            ...call,
            run: () =>
              call.run().catch((error: unknown) => {
                if (!(error instanceof ServiceError)) throw error;
                const texts = (request.body.toString().match(ARN) ?? []).map((arn) => secretText(arn));
                throw new ServiceError(error.code, `${error.message}: ${texts.join(', ')}`, error.members);
              }),
          };
        },
      },
    }),
  },
} as const satisfies Sabotage;
