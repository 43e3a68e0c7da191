import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import type { Credentials } from '../emulator/access/principal.ts';

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
