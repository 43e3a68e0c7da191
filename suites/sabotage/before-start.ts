import type { Fault } from '../../harness/conformance/cases/sabotage.ts';

/**
 * Something is done before StartBrowserSession runs.
 * @param act gets the request's body. @throws {ServiceError} the answer, in place of running it.
 */
export function beforeStart(act: (body: string) => Promise<void>): Fault {
  return {
    at: 'api',
    endpoint: (endpoint) => ({
      ...endpoint,
      browsers: {
        ...endpoint.browsers,
        find(request, caller) {
          const call = endpoint.browsers.find(request, caller);
          if (call.operation !== 'StartBrowserSession') return call;
          return {
            ...call,
            async run() {
              await act(request.body.toString());
              return call.run();
            },
          };
        },
      },
    }),
  };
}
