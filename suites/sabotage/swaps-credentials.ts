import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { authorizationBy } from './authorization-by.ts';

export const swapsCredentials = {
  name: 'swaps-credentials',
  breaks: 'Two proxies get each other’s credentials.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: authorizationBy((documented) => (hop, kind) => documented(hop === 0 ? 1 : hop === 1 ? 0 : hop, kind)),
} as const satisfies Sabotage;
