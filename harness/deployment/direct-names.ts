import type { DirectNames } from '../conformance/run-target.ts';
import type { Deployment } from './deployment.ts';

/** Names that lead sessions to a deployment's origin without a proxy. */
export function directNames({ domain }: Deployment): DirectNames {
  if (domain === undefined) return { kind: 'none' };
  return domain === '.' ? { kind: 'all' } : { kind: 'below', domain };
}
