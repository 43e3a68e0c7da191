import { memberPath } from './json-path.ts';
import { nameText, quoted, typeOf } from './quote.ts';
import type { Report } from './report.ts';
import { similarName } from './similar-name.ts';

/** Names under which people write credentials into the configuration itself. */
const CREDENTIAL_NAME = /^(proxy)?[-_]?(user|user[-_]?name|pass|password|passwd|pwd|auth|authorization|token)$/i;

/** What the API allows an object to be. */
export interface Shape<Name extends string> {
  /** Begins a sentence: `The proxy`. */
  readonly subject: string;
  readonly names: readonly Name[];
  /** A valid one, as JSON. */
  readonly example: string;
}

type Members<Name extends string> = { readonly [Key in Name]?: unknown };

/** Reads an object's members by name; reports each one that the API does not know. */
export function readObject<Name extends string>(
  value: unknown,
  path: string,
  shape: Shape<Name>,
  report: Report,
): Members<Name> | undefined {
  if (!isObject<Name>(value, path, shape, report)) return undefined;
  const { others } = strangers(value, path, shape.names, report);
  for (const name of others) {
    const meant = similarName(name, shape.names);
    report({
      path: memberPath(path, name),
      rule: 'unknown-member',
      problem: `${shape.subject} has no member \`${nameText(name)}\` in the API, and the JavaScript SDK drops it silently: what it says would be lost.`,
      fix: meant ? `Did you mean \`${meant}\`?` : `Remove it; allowed here: ${nameList(shape.names)}.`,
    });
  }
  return value;
}

/** Narrows to an object; reports anything else, and a missing value as one that is required. */
export function isObject<Name extends string>(
  value: unknown,
  path: string,
  shape: Shape<Name>,
  report: Report,
): value is Record<string, unknown> & Members<Name> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
  const fix = `Write ${shape.example}.`;
  if (value === undefined) report({ path, rule: 'required', problem: `${shape.subject} is missing.`, fix });
  else {
    const problem = `${shape.subject} is ${typeOf(value)}, the API takes an object.`;
    report({ path, rule: 'type', value: quoted(value), problem, fix });
  }
  return false;
}

/**
 * The names in an object that the API does not know. Those that carry credentials are reported here and are not among
 * `others`. No value is quoted: nobody knows what an unknown member holds.
 */
export function strangers(
  value: Readonly<Record<string, unknown>>,
  path: string,
  known: readonly string[],
  report: Report,
): { readonly others: readonly string[]; readonly hasCredentials: boolean } {
  // A member set to `undefined` is one that is not there: that is how JSON and the SDK take it.
  const unknown = Object.keys(value).filter((name) => value[name] !== undefined && !known.includes(name));
  const credentials = unknown.filter((name) => CREDENTIAL_NAME.test(name));
  for (const name of credentials) {
    report({
      path: memberPath(path, name),
      rule: 'credentials-inline',
      problem: 'The API takes no user name and no password in the configuration itself.',
      fix: 'Store both in a Secrets Manager secret, as {"username": "…", "password": "…"}, name it in `credentials.basicAuth.secretArn`, and remove them here.',
    });
  }
  return { others: unknown.filter((name) => !credentials.includes(name)), hasCredentials: credentials.length > 0 };
}

/** `` `server`, `port` `` */
export function nameList(names: readonly string[]): string {
  return names.map((name) => `\`${nameText(name)}\``).join(', ');
}
