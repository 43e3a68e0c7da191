import { SECRET_PASSWORD, SECRET_USERNAME } from './limits.ts';

/** User name and password of a proxy, as its secret holds them. */
export interface ProxySecret {
  readonly username: string;
  readonly password: string;
}

/** A secret does not hold a user name and password as the service wants them. Says where, never what stands there. */
export class InvalidSecretError extends Error {
  readonly code = 'ERR_INVALID_SECRET';
  /** What is wrong, one sentence each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(' '));
    this.name = 'InvalidSecretError';
    this.problems = problems;
  }
}

const LIMITS = { username: SECRET_USERNAME, password: SECRET_PASSWORD } as const;

/** Classes of characters that people put into user names and passwords; the first that fits names one. */
const CHARACTER_CLASSES = [
  [/[\r\n]/, 'a line break'],
  [/\s/, 'white space'],
  [/:/, 'a colon'],
  [/["'`]/, 'a quotation mark'],
  [/\p{Cc}/u, 'a control character'],
  [/\P{ASCII}/u, 'a character outside ASCII'],
] as const;

/**
 * Reads a secret's text, the JSON object `{"username": "…", "password": "…"}`. Other members are left alone.
 *
 * @throws {InvalidSecretError} with everything that is wrong. Neither the text nor any of its characters is repeated.
 */
export function parseProxySecret(secretString: string): ProxySecret {
  const secret = parseObject(secretString);
  const problems = [...problemsOf('username', secret), ...problemsOf('password', secret)];
  const { username, password } = secret;
  if (typeof username !== 'string' || typeof password !== 'string' || problems.length > 0) {
    throw new InvalidSecretError(problems);
  }
  return { username, password };
}

function parseObject(secretString: string): { readonly username?: unknown; readonly password?: unknown } {
  let secret: unknown;
  try {
    secret = JSON.parse(secretString);
  } catch {
    // The parser's own message quotes the text.
    throw new InvalidSecretError(['The secret is not JSON; it must be {"username": "…", "password": "…"}.']);
  }
  if (typeof secret === 'object' && secret !== null && !Array.isArray(secret)) return secret;
  throw new InvalidSecretError([
    'The secret is JSON but not an object; it must be {"username": "…", "password": "…"}.',
  ]);
}

function problemsOf(name: keyof ProxySecret, secret: object): readonly string[] {
  const found = Object.entries(secret).find(([key]) => key === name);
  if (found === undefined) {
    // Other keys are not listed: the console's key/value editor invites {"<user name>": "<password>"}.
    const cased = Object.keys(secret).some((key) => key.toLowerCase() === name);
    return [`The secret has no \`${name}\`${cased ? ', only one in other upper and lower case' : ''}.`];
  }
  const [, value] = found;
  if (typeof value !== 'string') return [`The secret's \`${name}\` is not a string.`];
  if (value === '') return [`The secret's \`${name}\` is empty.`];
  const { maximumLength, expression } = LIMITS[name];
  const problems: string[] = [];
  if (value.length > maximumLength) {
    problems.push(`The secret's \`${name}\` has more than ${maximumLength} characters.`);
  }
  const index = [...value].findIndex((character) => !expression.test(character));
  if (index >= 0) {
    const what = CHARACTER_CLASSES.find(([characters]) => characters.test([...value][index] ?? ''))?.[1];
    problems.push(`The secret's \`${name}\` has ${what ?? 'a sign that is not allowed'} at position ${index + 1}.`);
  }
  return problems;
}
