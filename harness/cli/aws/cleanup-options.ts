import { type Command, InvalidArgumentError } from 'commander';
import { REGION } from './aws-options.ts';

/** The options of `cleanup`, as commander hands them over. */
export interface CleanupOptions {
  readonly region: string;
  readonly browser: string;
  readonly olderThan: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Gives the command its description and options. */
export function describeCleanup(command: Command): Command {
  return command
    .description('stop the sessions and delete the secrets that runs with --target aws have left behind')
    .requiredOption('--region <region>', 'where they ran', readRegion)
    .option('--browser <identifier>', 'the browser that their sessions were of', 'aws.browser.v1')
    .option('--older-than <minutes>', 'spare what is younger: a run may be using it', readMinutes, 0)
    .option('--dry-run', 'show what there is, and leave it', false)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nKnows them by their names, acpc- and the id of a run, and touches nothing else.\nExit codes: 0 nothing is left, 3 something is.',
    );
}

function readRegion(text: string): string {
  if (REGION.test(text)) return text;
  throw new InvalidArgumentError('Write it as us-east-1.');
}

function readMinutes(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number of minutes.');
}
