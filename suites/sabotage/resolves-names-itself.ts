import { onlyProxiesResolve } from '../../harness/conformance/cases/private-names.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documented } from '../../harness/emulator/personality/documented.ts';

export const resolvesNamesItself = {
  name: 'resolves-names-itself',
  breaks: 'A host whose name has no public address is refused before any proxy is asked.',
  requirements: ['R-PROXY-RESOLVES-NAMES'],
  fault: {
    at: 'manner',
    personality: (policy, egress) => {
      const manner = documented(policy, egress);
      return {
        ...manner,
        way: async (destination, request) =>
          onlyProxiesResolve(destination.host)
            ? { kind: 'refused', status: 503, headers: [], page: '' }
            : manner.way(destination, request),
      };
    },
  },
} as const satisfies Sabotage;
