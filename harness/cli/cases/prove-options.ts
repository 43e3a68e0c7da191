import type { Command } from 'commander';
import type { CaseSelection } from './case-selection.ts';

/** The options of `prove`, as commander hands them over. */
export interface ProveOptions extends Omit<CaseSelection, 'shard'> {
  /** Globs over names; none: every sabotage that one of the cases names, or that nobody does. */
  readonly sabotage: readonly string[];
  readonly out?: string;
  readonly json: boolean;
}

/** Gives the command its description and options. */
export function describeProve(command: Command): Command {
  return command
    .description('prove that each conformance case can fail: run it under the faults that it names')
    .option('--run <glob...>', 'these cases only: globs over the paths that `list` shows', [])
    .option('--skip <glob...>', 'not these cases', [])
    .option('--sabotage <glob...>', 'these faults only, and no run without one', [])
    .option('--out <folder>', 'write proof.json there')
    .option('--json', 'print the proof as JSON', false);
}
