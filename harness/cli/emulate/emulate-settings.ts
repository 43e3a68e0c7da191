import { join } from 'node:path';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import { readJson } from '../../configuration/json/read-json.ts';
import { quoted } from '../../configuration/values/quote.ts';
import { loadAccess } from '../../emulator/access/load-access.ts';
import type { AccessRules } from '../../emulator/access/rules.ts';
import { QUOTA_NAMES, type Quotas } from '../../emulator/api/quotas.ts';
import type { EmulatorOptions } from '../../emulator/emulator.ts';
import { readUserFile } from '../../matrix/user-file.ts';
import { makeFolder } from '../out-folders.ts';
import type { EmulateOptions } from './emulate-options.ts';

/** What of the emulator's settings is in files, or has a syntax of its own. */
export type Settings = Pick<EmulatorOptions, 'access' | 'profiles' | 'quotas' | 'secretsFile'>;

/**
 * Reads what the options name; makes the folder of `--persist`.
 *
 * @throws {InvalidInputError} for an access file or a quota that cannot be used.
 * @throws {OutFolderError}
 */
export async function readSettings({
  access,
  persist,
  quota,
}: Pick<EmulateOptions, 'access' | 'persist' | 'quota'>): Promise<Settings> {
  const quotas = Object.assign({}, ...quota.map(readQuota));
  const rules = access === undefined ? undefined : await readAccess(access);
  const folder = persist === undefined ? undefined : await makeFolder('--persist', persist);
  return {
    quotas,
    ...(rules === undefined ? {} : { access: rules }),
    ...(folder === undefined
      ? {}
      : { secretsFile: join(folder, 'secrets.json'), profiles: { folder: join(folder, 'profiles') } }),
  };
}

/** What clients put into URLs and signatures, and what is printed for a shell to read. */
const NAME = /^[\w.-]+$/;

/** @throws {InvalidInputError} for a region or a browser identifier that no client could use. */
export function refuseNames({ region, browser }: Pick<EmulateOptions, 'region' | 'browser'>): void {
  const named = [['--region', region], ...browser.map((id) => ['--browser', id] as const)] as const;
  const violations = named.flatMap(([path, text]): readonly Violation[] => {
    if (NAME.test(text)) return [];
    const fix = 'Write letters, digits and any of . _ -, as in us-east-1 and aws.browser.v1.';
    return [{ path, rule: 'option', value: quoted(text), problem: 'No client could use this name.', fix }];
  });
  if (violations.length > 0) throw new InvalidInputError('command line', violations);
}

async function readAccess(path: string): Promise<AccessRules> {
  const violations: Violation[] = [];
  const json = readJson(await readUserFile(path), (violation) => void violations.push(violation));
  if (violations.length > 0) throw new InvalidInputError(path, violations);
  return loadAccess(json, path);
}

function readQuota(text: string): Partial<Quotas> {
  const [name = '', value = ''] = text.split('=');
  if (QUOTA_NAMES.includes(name) && /^[1-9]\d*$/.test(value)) return { [name]: Number(value) };
  throw new InvalidInputError(`--quota ${text}`, [
    {
      path: '',
      rule: 'quota',
      problem: 'There is no such quota, or its value is no whole number from 1 on.',
      fix: `Write name=value with one of ${QUOTA_NAMES.join(', ')}.`,
    },
  ]);
}
