import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const fallsBackToDefault = {
  name: 'falls-back-to-default',
  breaks: 'What fails at a proxy with patterns goes to the default proxy.',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-CREDENTIALS-WRONG-ERROR'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const proxies = egress?.proxyConfiguration.proxies ?? [];
      const position = proxies.findIndex(({ externalProxy }) => externalProxy.domainPatterns === undefined);
      return {
        ...documentedPolicy(egress),
        afterFailure: (failed) =>
          failed.kind === 'upstream' && position >= 0 && failed.position !== position
            ? { kind: 'upstream', position }
            : 'error',
      };
    },
  },
} as const satisfies Sabotage;
