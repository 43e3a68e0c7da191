import { InvalidInputError } from '../configuration/invalid-input.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { checkAgents } from './checks/agents.ts';
import { checkDomain } from './checks/domain.ts';
import { checkIdentity } from './checks/identity.ts';
import { checkPermissions } from './checks/permissions.ts';
import type { AwsPlace } from './place.ts';

export interface PreflightOptions {
  readonly place: AwsPlace;
  readonly browserIdentifier: string;
  readonly deployment: Deployment;
}

/**
 * Finds out, before anything costs money, whether a run on AWS can get to its end.
 *
 * @returns the ARN of who runs it.
 * @throws {InvalidInputError} with everything that is in its way, and what to do about each.
 */
export async function preflight({ place, browserIdentifier, deployment }: PreflightOptions): Promise<string> {
  const checkAccount = async () => {
    const identity = await checkIdentity(place);
    // Without an identity all other calls fail for the same reason.
    const permissions = identity.kind === 'known' ? await checkPermissions(place, browserIdentifier) : [];
    return { arn: identity.kind === 'known' ? identity.arn : '', violations: [...identity.violations, ...permissions] };
  };
  const [account, agents, domain] = await Promise.all([
    checkAccount(),
    checkAgents(deployment),
    checkDomain(deployment),
  ]);
  const violations = [...account.violations, ...agents, ...domain];
  if (violations.length > 0) throw new InvalidInputError('target aws', violations);
  return account.arn;
}
