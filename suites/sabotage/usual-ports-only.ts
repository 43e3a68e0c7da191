import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documented } from '../../harness/emulator/personality/documented.ts';

export const usualPortsOnly = {
  name: 'usual-ports-only',
  breaks: 'Destinations on ports other than 80 and 443 are refused before any proxy is asked.',
  requirements: ['R-DESTINATION-PORTS'],
  fault: {
    at: 'manner',
    personality: (policy, egress) => {
      const manner = documented(policy, egress);
      return {
        ...manner,
        way: async (destination, request) =>
          destination.port === 80 || destination.port === 443
            ? manner.way(destination, request)
            : { kind: 'refused', status: 403, headers: [], page: '' },
      };
    },
  },
} as const satisfies Sabotage;
