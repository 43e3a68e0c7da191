import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { authorizationBy } from './authorization-by.ts';

export const makesUpCredentials = {
  name: 'makes-up-credentials',
  breaks: 'A proxy whose configuration names no secret gets made-up credentials.',
  requirements: ['R-CREDENTIALS-OPTIONAL'],
  fault: authorizationBy(
    (documented) => (hop, kind) =>
      hop === 'origin' ? undefined : (documented(hop, kind) ?? `Basic ${btoa('nobody:nothing')}`),
  ),
} as const satisfies Sabotage;
