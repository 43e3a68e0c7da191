import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { authorizationBy } from './authorization-by.ts';

export const credentialsToOrigin = {
  name: 'credentials-to-origin',
  breaks: 'What goes to an origin directly carries the credentials of the first proxy.',
  requirements: ['R-CREDENTIALS-NOT-AT-ORIGIN'],
  fault: authorizationBy((documented) => (hop, kind) => documented(hop === 'origin' ? 0 : hop, kind)),
} as const satisfies Sabotage;
