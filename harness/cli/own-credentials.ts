import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import type { Credentials } from '../emulator/access/principal.ts';
import type { Emulator } from '../emulator/emulator.ts';

/** What AWS's own keys look like; clients check no more than that. */
const FORMATS = [
  ['ACPC_ACCESS_KEY_ID', /^\w{16,128}$/, 'It takes 16 to 128 letters, digits and underscores.'],
  ['ACPC_SECRET_ACCESS_KEY', /^[\w/+=]{16,128}$/, 'It takes 16 to 128 letters, digits and any of _ / + =.'],
] as const;

/**
 * The credentials that a user has made up for an emulator, from variables that nothing real is kept in.
 *
 * @returns `undefined` where neither is set.
 * @throws {InvalidInputError} which never quotes a value.
 */
export function ownCredentials(environment: NodeJS.ProcessEnv): Credentials | undefined {
  const [accessKeyId, secretAccessKey] = FORMATS.map(([name]) => environment[name]);
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  const violations = FORMATS.flatMap(([name, format, fix]): Violation[] => {
    const value = environment[name];
    if (value === undefined) {
      return [{ path: name, rule: 'credentials', problem: 'It is not set, and the other one is.', fix: 'Set both.' }];
    }
    return format.test(value) ? [] : [{ path: name, rule: 'credentials', problem: 'It is no such key.', fix }];
  });
  if (violations.length > 0) throw new InvalidInputError('environment', violations);
  return { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
}

/**
 * Whose credentials are printed: those of a principal of the access file, or the root user's.
 * @throws {InvalidInputError} where there is no such principal.
 */
export function credentialsOf(
  { credentials, accessKeys }: Pick<Emulator, 'credentials' | 'accessKeys'>,
  arn: string | undefined,
): Credentials {
  if (arn === undefined) return credentials;
  const key = accessKeys.find(({ principal }) => principal.arn === arn);
  if (key !== undefined) return key.credentials;
  const known = accessKeys.map(({ principal }) => principal.arn).join(', ');
  const fix = `Name one of ${known}.`;
  throw new InvalidInputError(`--as ${arn}`, [{ path: '', rule: 'principal', problem: 'Nobody has this ARN.', fix }]);
}
