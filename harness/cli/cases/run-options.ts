import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../../conformance/cases/shard.ts';
import { personalityOption } from '../emulate/emulate-options.ts';
import { type WhereOptions, withWhere } from '../where.ts';
import type { CaseSelection } from './case-selection.ts';

/** The options of `list`, as commander hands them over. */
export interface ListOptions extends Omit<CaseSelection, 'shard'> {
  /** The faults that `prove` knows, in place of the cases: those that the selected cases name, or nobody does. */
  readonly sabotages: boolean;
  readonly json: boolean;
}

/** The options of `plan`. */
export interface PlanOptions extends CaseSelection {
  readonly seed?: number;
  readonly json: boolean;
}

/** The options of `run`. */
export interface RunOptions extends PlanOptions, WhereOptions {
  readonly proxies: 'in-process' | 'containers';
  readonly failFast: boolean;
  readonly strict: boolean;
  readonly expectedFailures?: string;
  readonly out?: string;
}

/** Gives the command its description and options. */
export function describeList(command: Command): Command {
  return withGlobs(command.description('show every conformance case; starts nothing'))
    .option('--sabotages', 'the faults that `prove` puts into the emulator, in place of the cases', false)
    .option('--json', 'print JSON', false);
}

export function describePlan(command: Command): Command {
  return withOrder(withGlobs(command.description('show what `run` would run, in which order; starts nothing'))).option(
    '--json',
    'print JSON',
    false,
  );
}

export function describeRun(command: Command): Command {
  return withWhere(withOrder(withGlobs(command.description('run the conformance cases'))))
    .addOption(
      new Option('--proxies <where>', 'stand-ins in this process, or in containers (needs an engine)')
        .choices(['in-process', 'containers'])
        .default('in-process'),
    )
    .option('--fail-fast', 'start nothing more after the first failure', false)
    .option('--strict', 'deviations fail also where the document is silent', false)
    .option('--expected-failures <file>', 'YAML: cases that fail, and why; one that does not fail the run')
    .addOption(personalityOption())
    .option('--out <folder>', 'write reports there')
    .option('--json', 'print the run as JSON', false);
}

function withGlobs(command: Command): Command {
  return command
    .option('--run <glob...>', 'these cases only: globs over the paths that `list` shows', [])
    .option('--skip <glob...>', 'not these cases', []);
}

function withOrder(command: Command): Command {
  return command
    .option('--seed <number>', 'an order drawn from this number; default: that of `list`', readSeed)
    .option('--shard <i/n>', 'the i-th of n parts of the cases', readShard);
}

/** @throws {InvalidArgumentError} commander's, which names the option. */
function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffff_ffff) {
    throw new InvalidArgumentError('Write a whole number from 0 to 4294967295.');
  }
  return seed;
}

/** @throws {InvalidArgumentError} commander's, which names the option. */
function readShard(text: string): Shard {
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (number < 1 || number > of) {
    throw new InvalidArgumentError('Write it as 2/3: the second of three parts.');
  }
  return { number, of };
}
