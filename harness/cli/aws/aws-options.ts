import { type Command, InvalidArgumentError, Option } from 'commander';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';

/** Where sessions run, and what they may cost there, as commander hands it over. */
export interface AwsOptions {
  /** Default: the local emulator. */
  readonly target?: 'emulated' | 'aws';
  readonly region?: string;
  readonly browser?: string;
  readonly maxSessions?: number;
  readonly maxMinutes?: number;
}

/** Gives a command the options of {@link AwsOptions}. */
export function withAws(command: Command): Command {
  return command
    .addOption(
      new Option('--target <where>', 'sessions of the local emulator, or of the real service, which cost money')
        .choices(['emulated', 'aws'])
        .default('emulated'),
    )
    .option('--region <region>', 'with --target aws: where sessions run')
    .option('--browser <identifier>', 'with --target aws: the browser to start sessions of; default aws.browser.v1')
    .option('--max-sessions <number>', 'with --target aws: end the run at one more; default 10', readCount)
    .option('--max-minutes <number>', 'with --target aws: end the run, and every session of it; default 30', readCount);
}

/** Sessions or minutes: more is a slip of the finger. */
const LARGEST_COUNT = 10_000;

function readCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= LARGEST_COUNT) return count;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${LARGEST_COUNT}.`);
}

/** The name of one. */
export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** @throws {InvalidInputError} where an option was given that means nothing on the local emulator. */
export function refuseWithoutAws(options: AwsOptions): void {
  const { region, browser, maxSessions, maxMinutes } = options;
  const given = {
    '--region': region,
    '--browser': browser,
    '--max-sessions': maxSessions,
    '--max-minutes': maxMinutes,
  };
  const violations = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([path]): Violation => {
      const problem = 'It is for the real service, and sessions run on an emulator.';
      return { path, rule: 'usage', problem, fix: 'Add --target aws, or leave it out.' };
    });
  if (violations.length > 0) throw new InvalidInputError('command line', violations);
}

/** @throws {InvalidInputError} where --target aws lacks what it needs. */
export function readAwsUsage(
  { region }: AwsOptions,
  deployment: string | undefined,
): { readonly region: string; readonly file: string } {
  const missing: Violation[] = [];
  const rule = 'usage';
  if (region === undefined) {
    missing.push({
      path: '--region',
      rule,
      problem: 'It is missing.',
      fix: 'Say where sessions are to run, as us-east-1.',
    });
  } else if (!REGION.test(region)) {
    missing.push({ path: '--region', rule, problem: 'This is no region.', fix: 'Write it as us-east-1.' });
  }
  if (deployment === undefined) {
    const problem = 'It is missing: sessions of the real service cannot reach this process.';
    const fix = 'Run proxies serve where they can, and name the file that it writes.';
    missing.push({ path: '--deployment', rule, problem, fix });
  }
  if (region === undefined || deployment === undefined || missing.length > 0) {
    throw new InvalidInputError('command line', missing);
  }
  return { region, file: deployment };
}
