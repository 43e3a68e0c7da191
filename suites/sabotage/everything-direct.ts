import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const everythingDirect = {
  name: 'everything-direct',
  breaks: 'The configuration is accepted and has no effect.',
  requirements: [
    'R-DEFAULT-ROUTES',
    'R-BACKGROUND-TRAFFIC',
    'R-PATTERN-ROUTES',
    'R-PATTERN-ANY-PORT',
    'R-PATTERN-HOST-CASE',
    'R-PATTERN-IDN',
    'R-PROXY-IS-CALLED',
    'R-EXAMPLE-WORKS',
  ],
  fault: { at: 'router', policy: () => documentedPolicy(undefined) },
} as const satisfies Sabotage;
