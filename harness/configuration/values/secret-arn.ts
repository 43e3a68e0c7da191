import { SECRET_ARN } from '../limits.ts';
import { shortened, typeOf } from './quote.ts';
import type { Reader } from './report.ts';

const EXAMPLE =
  'Write the whole ARN, as `aws secretsmanager describe-secret` prints it: "arn:aws:secretsmanager:us-east-1:123456789012:secret:name-AbCdEf".';

/** An ARN taken apart, as far as it goes. */
interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
  /** Everything after the resource's name: `:password::` in references to one key of a secret. */
  readonly rest: readonly string[];
}

interface ArnMistake {
  readonly applies: (arn: Arn) => boolean;
  readonly problem: string;
  readonly fix: string;
}

const ARN_MISTAKES: readonly ArnMistake[] = [
  {
    applies: ({ service }) => service !== 'secretsmanager',
    problem: 'The ARN is that of another service, not of Secrets Manager.',
    fix: 'Store the credentials in a Secrets Manager secret, and write its ARN.',
  },
  {
    applies: ({ account }) => !/^\d{12}$/.test(account),
    problem: 'The ARN has no account number of 12 digits.',
    fix: EXAMPLE,
  },
  {
    applies: ({ region }) => !/^[a-z0-9-]+$/.test(region),
    problem: 'The ARN has no region.',
    fix: EXAMPLE,
  },
  {
    applies: ({ resource }) => resource !== 'secret',
    problem: 'The ARN is not that of a secret.',
    fix: EXAMPLE,
  },
  {
    applies: ({ rest }) => rest.length > 1,
    problem: 'The ARN goes on after the name of the secret, as if to select a key of it.',
    fix: 'End it with the name of the secret; the service itself reads `username` and `password`.',
  },
];

/** Reads `basicAuth.secretArn`. A text is quoted only where it is made like an ARN: others may be the password. */
export const readSecretArn: Reader<string> = (value, path, report) => {
  if (value === undefined) {
    return report({ path, rule: 'required', problem: '`secretArn` is missing.', fix: EXAMPLE });
  }
  if (typeof value !== 'string') {
    const problem = `\`secretArn\` is ${typeOf(value)}, the API takes a string.`;
    return report({ path, rule: 'type', problem, fix: EXAMPLE });
  }
  if (SECRET_ARN.expression.test(value)) return value;
  const [prefix, , service = '', region = '', account = '', resource = '', ...rest] = value.split(':');
  if (prefix !== 'arn') {
    const problem = 'This is no ARN, and the name of a secret alone is not enough.';
    return report({ path, rule: 'secret-arn-syntax', problem, fix: EXAMPLE });
  }
  const arn: Arn = { service, region, account, resource, rest };
  const mistake = ARN_MISTAKES.find(({ applies }) => applies(arn));
  const isLegible = /^[\w:/+=.@-]+$/.test(value) && rest.length <= 1;
  return report({
    path,
    rule: 'secret-arn-syntax',
    ...(isLegible ? { value: shortened(JSON.stringify(value)) } : {}),
    problem: mistake?.problem ?? 'The ARN has characters that the API does not allow.',
    fix: mistake?.fix ?? EXAMPLE,
  });
};
