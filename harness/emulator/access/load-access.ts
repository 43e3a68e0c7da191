import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { itemPath, memberPath } from '../../configuration/values/json-path.ts';
import { accountsFile } from './access-file.ts';
import { placedIssues } from './policy/issues.ts';
import type { AccessRules } from './rules.ts';

/** What every violation of an access file advises; its problem says what is wrong. */
const FIX = 'Correct it; policies are written as AWS Identity and Access Management reads them.';

/**
 * Reads an access file: who there is, and who may do what.
 *
 * ```json
 * {
 *   "accounts": {
 *     "111122223333": {
 *       "organizationId": "o-exampleorg",
 *       "users": {
 *         "ada": {
 *           "policies": [{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }],
 *           "accessKeys": [{ "accessKeyId": "AKIAEXAMPLEADA", "secretAccessKey": "…" }],
 *           "tags": { "team": "crawling" }
 *         }
 *       },
 *       "roles": { "runner": { "policies": [], "sessionName": "nightly" } }
 *     },
 *     "444455556666": {
 *       "keys": { "1234abcd-12ab-34cd-56ef-1234567890ab": { "aliases": ["alias/proxies"], "policy": {} } },
 *       "secrets": { "my-proxy-credentials": { "kmsKeyId": "alias/proxies", "resourcePolicy": {} } }
 *     }
 *   }
 * }
 * ```
 *
 * A user or role without `accessKeys` gets new random ones; a role's are those of one session, with a session token.
 * A secret's `kmsKeyId` and `resourcePolicy` are what it gets when it is created, unless the request says otherwise;
 * the file creates no secrets. Policies are identity policies at users and roles, resource policies elsewhere.
 * @param json the file's contents, parsed.
 * @param source how errors name the file.
 * @throws {InvalidInputError} with every violation; an operator, condition key or principal that the emulator does not
 * know is one.
 */
export function loadAccess(json: unknown, source = 'access file'): AccessRules {
  const read = accountsFile.safeParse(json);
  if (read.success) return read.data;
  const violations = placedIssues(read.error).map(({ path, message }) => ({
    path: jsonPath(path),
    rule: 'access-file',
    problem: message,
    fix: FIX,
  }));
  throw new InvalidInputError(source, violations);
}

function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, step) => {
    if (typeof step === 'number') return itemPath(before, step);
    const name = String(step);
    return IDENTIFIER.test(name) ? memberPath(before, name) : `${before}[${JSON.stringify(name)}]`;
  }, '');
}

/** Other names are quoted as they stand: those of accounts, users and condition keys are nobody's password. */
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
