import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { authorizationBy } from './authorization-by.ts';

export const tunnelOnlyCredentials = {
  name: 'tunnel-only-credentials',
  breaks: 'Requests in absolute form carry no credentials.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: authorizationBy((documented) => (hop, kind) => (kind === 'tunnel' ? documented(hop, kind) : undefined)),
} as const satisfies Sabotage;
