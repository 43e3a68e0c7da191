import { access, chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import { lint } from '../../configuration/lint.ts';
import { renderLint } from '../../configuration/render.ts';
import { sessionRequest } from '../../policies/session-request.ts';
import { isCrossAccount, type Setup, secretNames } from '../../policies/setup.ts';
import { type SetupFile, setupFiles } from '../../policies/setup-files.ts';
import type { ExitCode, Io } from '../io.ts';
import { makeFolder } from '../out-folders.ts';
import { shellWord } from '../shell-word.ts';
import type { InitOptions } from './init-options.ts';
import { readSetup } from './init-setup.ts';

const SCRIPT = 0o755;

/**
 * Writes a first configuration with everything that it needs at AWS, and says what is where. Contacts nobody.
 *
 * @throws {InvalidInputError} before anything is written, for options that cannot be used and files that exist.
 * @throws {OutFolderError}
 */
export async function init(options: InitOptions, io: Io): Promise<ExitCode> {
  const setup = readSetup(options);
  const files = setupFiles(setup);
  const folder = await makeFolder('--out', options.out);
  if (!options.force) await refuseExisting(folder, files);
  for (const { name, content, executable } of files) {
    await writeFile(join(folder, name), content);
    if (executable) await chmod(join(folder, name), SCRIPT);
  }
  const findings = lint(sessionRequest(setup).proxyConfiguration);
  if (options.json) {
    const written = files.map(({ name, about }) => ({ path: join(folder, name), about }));
    io.out(JSON.stringify({ files: written, findings }, null, 2));
    return 0;
  }
  io.out(describe(options.out, files, setup));
  if (findings.length > 0) io.out(`\n${renderLint(findings)}`);
  return 0;
}

/** All of them at once: half a set-up would be worse than none. */
async function refuseExisting(folder: string, files: readonly SetupFile[]): Promise<void> {
  const found = await Promise.all(
    files.map(({ name }) =>
      access(join(folder, name)).then(
        () => [name],
        () => [],
      ),
    ),
  );
  const violations = found.flat().map(
    (path): Violation => ({
      path,
      rule: 'file-exists',
      problem: 'The file exists.',
      fix: 'Name another folder with --out, or replace it with --force.',
    }),
  );
  if (violations.length > 0) throw new InvalidInputError(folder, violations);
}

function describe(out: string, files: readonly SetupFile[], setup: Setup): string {
  const width = Math.max(...files.map(({ name }) => name.length));
  return [
    `Written to ${out}:`,
    ...files.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
    '',
    'Next',
    `  agentcore-proxy-conformance verify ${shellWord(join(out, 'session.json'))}`,
    ...files.flatMap(({ name, executable }) => (executable ? [`  ${shellWord(scriptPath(out, name))}`] : [])),
    '',
    ...whyNarrower(setup),
  ]
    .join('\n')
    .trimEnd();
}

/** A shell looks for a command without a slash in other places than the current folder. */
function scriptPath(out: string, name: string): string {
  const path = join(out, name);
  return path === name ? `./${name}` : path;
}

/** Where these policies allow less than those of the service's documentation. */
function whyNarrower(setup: Setup): readonly string[] {
  if (secretNames(setup).length === 0) return [];
  const { kmsKeyArn, caller } = setup;
  return [
    'Narrower than the documented policies',
    '  Secrets end with -??????, the part that AWS adds: name* would allow every secret whose name begins alike.',
    ...(kmsKeyArn === undefined
      ? []
      : [
          '  The key decrypts these secrets only, and through Secrets Manager only: "*" would allow all that it encrypts.',
        ]),
    ...(isCrossAccount(setup) && caller !== undefined
      ? [
          `  Account ${setup.secretsAccountId} lets in one ${caller.kind}, not everybody whom account ${setup.accountId} allows it.`,
        ]
      : []),
  ];
}
