import { SettingsError, secretSetting } from '../../../proxies/serve/settings.ts';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import type { Credentials } from '../../emulator/access/principal.ts';
import type { Emulator } from '../../emulator/emulator.ts';

/** What AWS's own keys look like; clients check no more than that. */
const FORMATS = [
  ['ACPC_ACCESS_KEY_ID', /^\w{16,128}$/, 'It takes 16 to 128 letters, digits and underscores.'],
  ['ACPC_SECRET_ACCESS_KEY', /^[\w/+=]{16,128}$/, 'It takes 16 to 128 letters, digits and any of _ / + =.'],
] as const;

/** Names a file with the secret access key, in the place of the variable with the key itself. */
export const SECRET_FILE = 'ACPC_SECRET_ACCESS_KEY_FILE';

/**
 * The credentials that a user has made up for an emulator, from variables that nothing real is kept in, or a file.
 *
 * @returns `undefined` where neither is set.
 * @throws {InvalidInputError} which never quotes a value.
 */
export function ownCredentials(environment: NodeJS.ProcessEnv): Credentials | undefined {
  const given: NodeJS.ProcessEnv = { ...environment, ACPC_SECRET_ACCESS_KEY: secretAccessKeyOf(environment) };
  const [accessKeyId, secretAccessKey] = FORMATS.map(([name]) => given[name]);
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  const violations = FORMATS.flatMap(([name, format, fix]): Violation[] => {
    const value = given[name];
    if (value === undefined) {
      return [{ path: name, rule: 'credentials', problem: 'It is not set, and the other one is.', fix: 'Set both.' }];
    }
    return format.test(value) ? [] : [{ path: name, rule: 'credentials', problem: 'It is no such key.', fix }];
  });
  if (violations.length > 0) throw new InvalidInputError('environment', violations);
  return { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
}

function secretAccessKeyOf(environment: NodeJS.ProcessEnv): string | undefined {
  try {
    return environment[SECRET_FILE]
      ? secretSetting(environment, 'ACPC_SECRET_ACCESS_KEY')
      : environment['ACPC_SECRET_ACCESS_KEY'];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const fix = 'Name a file that holds the key and nothing else.';
    throw new InvalidInputError('environment', [
      { path: SECRET_FILE, rule: 'credentials', problem: 'The file cannot be read.', fix },
    ]);
  }
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
