import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { removeAbandonedFolders } from '../../emulator/owned-folders.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { ExitCode, Io } from '../io.ts';
import { makeFolders } from '../out-folders.ts';
import { loadRequirements } from '../plug-ins.ts';
import { printer } from '../print-result.ts';
import { progressLine } from '../progress.ts';
import { takeFolders } from '../reports/take-folders.ts';
import { writeReports } from '../reports/write-reports.ts';
import { budgetOf, readWhere } from '../where.ts';
import { verifyCommandLine } from './command-line.ts';
import { type OwnProxiesInputs, readOwnProxiesInputs, refuseWithoutTaps } from './own-proxies.ts';
import { type InputFiles, readInputs } from './read-inputs.ts';
import { verifierFor } from './verifier.ts';
import type { VerifyOptions } from './verify-options.ts';

type Configurations = Awaited<ReturnType<typeof readInputs>>['configurations'];

/**
 * Verifies one configuration after the other and prints what was proved. With `--out` the reports go there, into a
 * folder per configuration where there are several.
 *
 * @throws {InvalidInputError} (several: an `AggregateError` of them) before anything is started, for everything that
 *   is wrong with the inputs.
 * @throws {OutFolderError} before anything is started.
 * @throws {DeploymentError} before anything is started, where deployed witnesses cannot be had.
 * @throws {EngineError} and {ImageError} where containers were asked for and cannot be had.
 */
export async function verifyCommand(
  args: VerifyOptions & InputFiles,
  io: Io,
  interrupted: AbortSignal,
): Promise<ExitCode> {
  const { configurations, hosts } = await readInputs(args, io.stdin);
  const own: OwnProxiesInputs[] = [];
  if (args.proxies !== 'tap') refuseWithoutTaps(args);
  else for (const { configuration } of configurations) own.push(await readOwnProxiesInputs(args, configuration, io));
  const where = await readWhere(args, io.err);
  using budget = budgetOf(where);
  if (args.target === 'aws') await noteOwnSecrets(configurations, io);
  const signal = budget ? AbortSignal.any([interrupted, budget.signal]) : interrupted;
  if ('deployment' in where) refuseMoreProxies(configurations, where.deployment);
  const requirements = await loadRequirements();
  await removeAbandonedFolders();
  const verifyOne = await verifierFor(where, args.personality, io);
  const folders = await makeFolders(
    args.out,
    configurations.map(({ source }) => source),
  );
  using _taken = await takeFolders(folders);
  const results = await printer(args.json, configurations.length > 1, io);

  let exitCode: ExitCode = 0;
  for (const [i, { configuration, source, expectations }] of configurations.entries()) {
    // The first one is reported in any case: who interrupts a run is told that it proved nothing.
    if (signal.aborted && i > 0) {
      io.err(
        `Not begun: ${configurations
          .slice(i)
          .map((one) => one.source)
          .join(', ')}.`,
      );
      break;
    }
    const folder = folders[i];
    const progress = progressLine(io);
    const options = {
      configuration,
      configurationSource: source,
      schemes: args.schemes,
      hosts,
      expectations,
      strict: args.strict,
      requirements,
      signal,
      onProgress: progress.show,
      ...(folder === undefined ? {} : { folder }),
    };
    const command = verifyCommandLine(args, args.configurations[i] ?? source, configuration);
    const verification = { ...(await verifyOne(options, own[i])), command };
    progress.end();
    results.show(verification);
    const print = args.json ? io.err : io.out;
    const final = folder === undefined ? verification : await writeReports(verification, folder, print, io.err);
    results.conclude(final);
    exitCode = worse(exitCode, EXIT_CODES[final.verdict]);
  }
  results.end();
  return signal.aborted ? 3 : exitCode;
}

/** Says what is wrong with the secrets that the configurations name; the run does without them. */
async function noteOwnSecrets(configurations: Configurations, io: Io): Promise<void> {
  const { checkOwnSecrets } = await import('../../aws/checks/own-secrets.ts');
  for (const { configuration, source } of configurations) {
    for (const { path, problem, fix } of await checkOwnSecrets(configuration)) {
      io.err(`Note: ${source}: ${path}: ${problem} ${fix}`);
    }
  }
}

/** @throws {InvalidInputError} for configurations with more proxies than are deployed. */
function refuseMoreProxies(configurations: Configurations, { proxies: deployed }: Deployment): void {
  for (const { configuration, source } of configurations) {
    const { length } = configuration.proxies;
    if (length <= deployed.length) continue;
    const problem = `There are ${length} proxies, and ${deployed.length} in the deployment.`;
    const fix = 'Deploy as many as the configuration has.';
    throw new InvalidInputError(source, [{ path: 'proxies', rule: 'deployment', problem, fix }]);
  }
}

/** Violations are news even when another run proved nothing; usage errors never get here. */
function worse(one: ExitCode, other: ExitCode): ExitCode {
  const order: readonly ExitCode[] = [1, 3, 0];
  return order.find((code) => code === one || code === other) ?? 3;
}
