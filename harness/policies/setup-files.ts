import { keyPolicyStatement, secretPolicy } from './cross-account-policies.ts';
import { identityPolicy } from './identity-policy.ts';
import { permissionsScript } from './scripts/permissions-script.ts';
import { secretPolicyFile, secretsScript } from './scripts/secrets-script.ts';
import { sessionScript } from './scripts/session-script.ts';
import { sessionRequest } from './session-request.ts';
import { isCrossAccount, type Setup, secretNames } from './setup.ts';

/** One file of a set-up. */
export interface SetupFile {
  readonly name: string;
  readonly content: string;
  /** What it is, in a few words. */
  readonly about: string;
  readonly executable: boolean;
}

/** All files of a set-up: the configuration, then policies, then scripts in the order in which they are to be run. */
export function setupFiles(setup: Setup): readonly SetupFile[] {
  const names = secretNames(setup);
  const statement = keyPolicyStatement(setup);
  return [
    json('session.json', 'the configuration, as the body of StartBrowserSession', sessionRequest(setup)),
    json('identity-policy.json', 'what the identity that starts sessions may do', identityPolicy(setup)),
    ...(isCrossAccount(setup)
      ? names.map((name, index) =>
          json(secretPolicyFile(index), `who else may read the secret ${name}`, secretPolicy(setup, name)),
        )
      : []),
    ...(isCrossAccount(setup) && statement !== undefined
      ? [json('key-policy-statement.json', 'what the policy of the key needs in addition', statement)]
      : []),
    ...(names.length === 0
      ? []
      : [bash('1-secrets.sh', `creates the secrets, in account ${setup.secretsAccountId}`, secretsScript(setup))]),
    bash('2-permissions.sh', `gives the identity policy, in account ${setup.accountId}`, permissionsScript(setup)),
    bash('3-session.sh', 'starts a session', sessionScript(setup)),
  ];
}

function json(name: string, about: string, value: object): SetupFile {
  return { name, about, content: `${JSON.stringify(value, null, 2)}\n`, executable: false };
}

function bash(name: string, about: string, content: string): SetupFile {
  return { name, about, content, executable: true };
}
