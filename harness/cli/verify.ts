import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { loadProxyConfiguration } from '../configuration/load-proxy-configuration.ts';
import type { Verification } from '../conformance/verification.ts';
import { verify } from '../conformance/verify.ts';
import { ensureBrowser } from '../emulator/chromium/install.ts';
import { loadExpectations } from '../matrix/expect-file.ts';
import { loadHosts } from '../matrix/hosts-file.ts';
import type { Scheme } from '../matrix/probe.ts';
import type { ExitCode, Io } from './io.ts';
import { loadJsonReport, loadRequirements, loadSummary } from './plug-ins.ts';
import { progressLine } from './progress.ts';
import { writeReports } from './write-reports.ts';

export interface VerifyArguments {
  /** Paths of proxy configurations; `-` for standard input. */
  readonly configurations: readonly string[];
  readonly out?: string;
  readonly hosts?: string;
  readonly expect?: string;
  readonly schemes: readonly string[];
  readonly strict: boolean;
  readonly json: boolean;
}

const SCHEMES: readonly Scheme[] = ['http', 'https', 'ws', 'wss'];

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
 * @throws {InvalidInputError} before anything is started, for everything that is wrong with the first unusable input.
 */
export async function verifyCommand(args: VerifyArguments, io: Io, signal: AbortSignal): Promise<ExitCode> {
  const schemes = readSchemes(args.schemes);
  const inputs = await Promise.all(
    args.configurations.map(async (path) => {
      const { configuration, source } = await loadProxyConfiguration(path === '-' ? { stdin: io.stdin } : { path });
      const expectations = args.expect === undefined ? [] : await loadExpectations(args.expect, configuration);
      return { configuration, source, expectations };
    }),
  );
  const hosts = args.hosts === undefined ? [] : await loadHosts(args.hosts);
  const requirements = await loadRequirements();
  const browser = await ensureBrowser((line) => io.err(line));
  io.err(`Browser: ${browser.executable} (${browser.foundBy})`);

  let exitCode: ExitCode = 0;
  for (const [i, { configuration, source, expectations }] of inputs.entries()) {
    if (signal.aborted) break;
    const folder =
      args.out === undefined ? undefined : resolve(args.out, inputs.length > 1 ? folderName(source, i) : '');
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    const progress = progressLine(io);
    const verification = await verify({
      configuration,
      configurationSource: source,
      browser: browser.executable,
      schemes,
      hosts,
      expectations,
      strict: args.strict,
      requirements,
      signal,
      onProgress: progress.show,
      ...(folder === undefined ? {} : { folder }),
    });
    progress.end();
    await print(verification, args.json, io);
    const written =
      folder === undefined ? true : await writeReports(verification, folder, args.json ? io.err : io.out, io.err);
    exitCode = worse(exitCode, written ? EXIT_CODES[verification.verdict] : 3);
  }
  return signal.aborted ? 3 : exitCode;
}

async function print(verification: Verification, json: boolean, io: Io): Promise<void> {
  if (json) {
    const report = await loadJsonReport();
    io.out([...report(verification)].join('').trimEnd());
  } else {
    const summarise = await loadSummary();
    io.out(summarise(verification, io));
  }
}

/** Violations are news even when another run proved nothing; usage errors never get here. */
function worse(one: ExitCode, other: ExitCode): ExitCode {
  const order: readonly ExitCode[] = [1, 3, 0];
  return order.find((code) => code === one || code === other) ?? 3;
}

function readSchemes(names: readonly string[]): readonly Scheme[] {
  const unknown = names.filter((name) => !SCHEMES.some((scheme) => scheme === name));
  if (unknown.length > 0 || names.length === 0) {
    throw new InvalidInputError('command line', [
      {
        path: '--schemes',
        rule: 'scheme-unknown',
        value: JSON.stringify(names.join(',')),
        problem: unknown.length > 0 ? `No such scheme: ${unknown.join(', ')}.` : 'No scheme is named.',
        fix: `Choose from ${SCHEMES.join(',')}, separated by commas.`,
      },
    ]);
  }
  return SCHEMES.filter((scheme) => names.includes(scheme));
}

function folderName(source: string, index: number): string {
  const base = source
    .replace(/^.*[/\\]/, '')
    .replace(/\.json$/i, '')
    .replace(/[^\w.-]+/g, '-');
  return `${String(index + 1).padStart(2, '0')}-${base}`;
}
