import type { Setup } from '../setup.ts';
import { script } from './script.ts';

/** Name of the policy at the caller, or in the account. */
const POLICY_NAME = 'agentcore-browser-proxies';

/** Gives the identity policy to whom it is for. */
export function permissionsScript({ accountId, caller }: Setup): string {
  const file = '--policy-document file://identity-policy.json';
  if (caller !== undefined) {
    const { kind, name } = caller;
    return script(
      [
        `Lets the ${kind} ${name} start browser sessions, and read the secrets for them.`,
        `Run it with credentials that may change identities of account ${accountId}.`,
      ],
      [`aws iam put-${kind}-policy --${kind}-name=${name} --policy-name ${POLICY_NAME} ${file}`],
    );
  }
  return script(
    [
      'Creates the policy that lets an identity start browser sessions, and read the secrets for them.',
      `Run it with credentials that may create policies in account ${accountId}. Attach the policy whose ARN it prints`,
      'to the role or user that starts sessions: aws iam attach-role-policy, or attach-user-policy.',
    ],
    [`aws iam create-policy --policy-name ${POLICY_NAME} ${file} --query Policy.Arn --output text`],
  );
}
