import { partialSecretArn } from '../arns.ts';
import { isCrossAccount, type Setup, secretNames } from '../setup.ts';
import { script } from './script.ts';

/**
 * Creates the secrets, and lets the other account read them where there is one. User names and passwords are read from
 * standard input, and reach the AWS CLI through a pipe: a command line can be read by everybody on a machine.
 */
export function secretsScript(setup: Setup): string {
  const { region, secretsAccountId } = setup;
  const about = [
    `Creates the secrets with the proxies' credentials, in account ${secretsAccountId}.`,
    'Run it with credentials of that account. It asks for user names and passwords.',
  ];
  const steps = [
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    createSecret(setup),
    ...secretNames(setup).map((name, index) => secretSteps(setup, name, index)),
    ...keySteps(setup),
  ];
  return script(about, steps);
}

/** The file with the policy of a secret, by the secret's position. */
export function secretPolicyFile(index: number): string {
  return `secret-policy-${index + 1}.json`;
}

function secretSteps(setup: Setup, name: string, index: number): string {
  const users = setup.proxies.filter(({ secretName }) => secretName === name);
  const label = users.map(({ server, port }) => `${server}:${port}`).join(' and ');
  const create = `create_secret ${name} '${label}'`;
  if (!isCrossAccount(setup)) return create;
  return [
    create,
    `# Account ${setup.accountId} may read it. Nobody outside the two accounts can be let in by mistake.`,
    `aws secretsmanager put-resource-policy --secret-id=${name} --resource-policy file://${secretPolicyFile(index)} \\`,
    '  --block-public-policy',
  ].join('\n');
}

/** Source of the characters: the documentation of browser proxies, "Create a credentials secret". */
function createSecret(setup: Setup): string {
  const { region, secretsAccountId, kmsKeyArn } = setup;
  const start = partialSecretArn(setup, '');
  const key = kmsKeyArn === undefined ? '' : `--kms-key-id ${kmsKeyArn} `;
  return `fail() { echo "$1" >&2; exit 1; }

# create_secret <name> <proxy>: asks for the credentials, creates the secret, and writes its ARN into session.json.
create_secret() {
  local username password arn
  local username_format='^[A-Za-z0-9@._+=-]{1,256}$' password_format='^[A-Za-z0-9@._+=!#$%&*-]{1,256}$'
  printf 'User name for %s: ' "$2" >&2
  # The last line of an input may have no end of its own.
  IFS= read -r username || true
  printf 'Password for %s (not shown): ' "$2" >&2
  IFS= read -rs password || true
  echo >&2
  [[ $username =~ $username_format ]] || fail 'User names have 1 to 256 letters, digits and any of @ . _ + = -.'
  [[ $password =~ $password_format ]] || fail 'Passwords have 1 to 256 letters, digits and any of @ . _ + = - ! # $ % & *.'
  # printf is a part of the shell: neither text is ever on a command line.
  arn=$(printf '{"username":"%s","password":"%s"}' "$username" "$password" |
    aws secretsmanager create-secret --name="$1" ${key}--secret-string file:///dev/stdin \\
      --query ARN --output text)
  [[ $arn == ${start}* ]] ||
    fail "$arn is in another account or region than ${secretsAccountId} and ${region}. Delete it there, and use other credentials."
  # The part of the ARN that only Secrets Manager knows; from another account nothing less will do.
  sed "s|\\"${escaped(start)}\${1//./\\\\.}\\(-[A-Za-z0-9]\\{6\\}\\)\\{0,1\\}\\"|\\"$arn\\"|" session.json > session.json.new
  mv session.json.new session.json
  echo "$arn"
}`;
}

/** PutKeyPolicy replaces the whole policy of a key: the statement goes into the one that is there. */
function keySteps(setup: Setup): readonly string[] {
  const { kmsKeyArn } = setup;
  if (kmsKeyArn === undefined || !isCrossAccount(setup)) return [];
  return [
    `# The key's policy as it is, kept in key-policy-before.json, and our statement in addition.
command -v jq > /dev/null || fail 'This step needs jq, which puts our statement into the policy that the key has.'
aws kms get-key-policy --key-id ${kmsKeyArn} --policy-name default --query Policy --output text > key-policy-before.json
jq --slurpfile ours key-policy-statement.json \\
  '.Statement = ([.Statement] | flatten | map(select(. != $ours[0]))) + $ours' \\
  key-policy-before.json > key-policy.json
aws kms put-key-policy --key-id ${kmsKeyArn} --policy-name default --policy file://key-policy.json`,
  ];
}

/** For a basic regular expression. */
function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}
