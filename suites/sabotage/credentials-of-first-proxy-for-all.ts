import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { authorizationBy } from './authorization-by.ts';

export const credentialsOfFirstProxyForAll = {
  name: 'credentials-of-first-proxy-for-all',
  breaks: 'Every proxy with a secret gets the credentials of the first one.',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  fault: authorizationBy((documented) => (hop, kind) => documented(hop, kind) && documented(0, kind)),
} as const satisfies Sabotage;
