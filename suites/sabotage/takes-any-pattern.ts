import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const takesAnyPattern = {
  name: 'takes-any-pattern',
  breaks: 'StartBrowserSession takes asterisks in patterns.',
  requirements: ['R-PATTERN-NO-WILDCARD'],
  fault: {
    at: 'api',
    endpoint: (endpoint) => ({
      ...endpoint,
      browsers: {
        ...endpoint.browsers,
        find: (request, caller) => {
          const body = Buffer.from(request.body.toString().replaceAll('*', 'wildcard'));
          return endpoint.browsers.find({ ...request, body }, caller);
        },
      },
    }),
  },
} as const satisfies Sabotage;
