import type { Verification } from '../conformance/verification.ts';
import { verify } from '../conformance/verify.ts';
import { ensureBrowser } from '../emulator/chromium/install.ts';
import { removeAbandonedFolders } from '../emulator/owned-folders.ts';
import type { PersonalityName } from '../emulator/personality/personality.ts';
import type { Scheme } from '../matrix/probe.ts';
import { verifyOwnProxies } from '../own-proxies/verify.ts';
import type { ExitCode, Io } from './io.ts';
import { makeFolders } from './out-folders.ts';
import {
  type OwnProxiesArguments,
  type OwnProxiesInputs,
  readOwnProxiesInputs,
  refuseWithoutTaps,
} from './own-proxies.ts';
import { loadRequirements } from './plug-ins.ts';
import { printer } from './print-result.ts';
import { progressLine } from './progress.ts';
import { type InputFiles, readInputs } from './read-inputs.ts';
import { writeReports } from './write-reports.ts';

export interface VerifyArguments extends InputFiles, OwnProxiesArguments {
  readonly out?: string;
  readonly schemes: readonly Scheme[];
  readonly proxies: 'in-process' | 'containers' | 'tap';
  readonly personality: PersonalityName;
  readonly strict: boolean;
  readonly json: boolean;
}

const NO_CREDENTIALS: OwnProxiesInputs['credentials'] = new Map();

const EXIT_CODES = {
  conforms: 0,
  'not-applicable': 0,
  violates: 1,
  inconclusive: 3,
  'harness-fault': 3,
} as const satisfies Record<Verification['verdict'], ExitCode>;

/**
 * Verifies one configuration after the other and prints what was proved. With `--out` the reports go there, into a
 * folder per configuration where there are several.
 *
 * @throws {InvalidInputError} (several: an `AggregateError` of them) before anything is started, for everything that
 *   is wrong with the inputs.
 * @throws {OutFolderError} before anything is started.
 * @throws {EngineError} and {ImageError} where containers were asked for and cannot be had.
 */
export async function verifyCommand(args: VerifyArguments, io: Io, signal: AbortSignal): Promise<ExitCode> {
  const { configurations, hosts } = await readInputs(args, io.stdin);
  const own: OwnProxiesInputs[] = [];
  if (args.proxies !== 'tap') refuseWithoutTaps(args);
  else for (const { configuration } of configurations) own.push(await readOwnProxiesInputs(args, configuration, io));
  const requirements = await loadRequirements();
  await removeAbandonedFolders();
  const browser = await ensureBrowser((line) => io.err(line));
  io.err(`Browser: ${browser.executable} (${browser.foundBy})`);
  if (args.proxies === 'containers') {
    const { prepareContainers } = await import('../containers/prepare.ts');
    io.err(`Containers: ${await prepareContainers()}`);
  }
  const folders = await makeFolders(
    args.out,
    configurations.map(({ source }) => source),
  );
  const results = await printer(args.json, configurations.length > 1, io);

  let exitCode: ExitCode = 0;
  for (const [i, { configuration, source, expectations }] of configurations.entries()) {
    if (signal.aborted) break;
    const folder = folders[i];
    const progress = progressLine(io);
    const options = {
      configuration,
      configurationSource: source,
      browser: browser.executable,
      schemes: args.schemes,
      hosts,
      expectations,
      personality: args.personality,
      strict: args.strict,
      requirements,
      signal,
      onProgress: progress.show,
      ...(folder === undefined ? {} : { folder }),
    };
    const verification =
      args.proxies === 'tap'
        ? await verifyOwnProxies({ ...options, credentials: NO_CREDENTIALS, ...own[i] })
        : await verify({ ...options, proxies: args.proxies });
    progress.end();
    results.print(verification);
    exitCode = worse(exitCode, EXIT_CODES[verification.verdict]);
    if (folder !== undefined) {
      const written = await writeReports(verification, folder, args.json ? io.err : io.out, io.err);
      if (!written) exitCode = worse(exitCode, 3);
    }
  }
  results.end();
  return signal.aborted ? 3 : exitCode;
}

/** Violations are news even when another run proved nothing; usage errors never get here. */
function worse(one: ExitCode, other: ExitCode): ExitCode {
  const order: readonly ExitCode[] = [1, 3, 0];
  return order.find((code) => code === one || code === other) ?? 3;
}
