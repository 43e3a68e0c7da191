import type { Setup } from './setup.ts';

/** Browsers that AWS provides belong to no customer's account. */
const MANAGED = /^aws\./;

/** Partition of a region. Source: AWS General Reference, "ARN format". */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The browser, as a policy of the account that starts its sessions names it. */
export function browserArn({ region, accountId, browserIdentifier }: Setup): string {
  const resource = MANAGED.test(browserIdentifier)
    ? `aws:browser/${browserIdentifier}`
    : `${accountId}:browser-custom/${browserIdentifier}`;
  return `arn:${partitionOf(region)}:bedrock-agentcore:${region}:${resource}`;
}

/** A secret's ARN but for the hyphen and six characters that Secrets Manager ends it with when it is created. */
export function partialSecretArn({ region, secretsAccountId }: Setup, name: string): string {
  return `arn:${partitionOf(region)}:secretsmanager:${region}:${secretsAccountId}:secret:${name}`;
}

/** What a policy calls a secret that does not exist yet. `name*` would also mean every secret whose name goes on. */
export function secretArnPattern(setup: Setup, name: string): string {
  return `${partialSecretArn(setup, name)}-??????`;
}

/** Whom the policies of secrets and keys let in: the caller, or the account, which decides by its own policies. */
export function principalArn({ region, accountId, caller }: Setup): string {
  const resource = caller === undefined ? 'root' : `${caller.kind}/${caller.name}`;
  return `arn:${partitionOf(region)}:iam::${accountId}:${resource}`;
}
