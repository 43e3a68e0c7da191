import { type Command, Option } from 'commander';

/** The pages that a run writes for a person, by the name that a user gives them; first the one that is opened by default. */
export const PAGES = { allure: 'allure.html', matrix: 'matrix.html' } as const;

/** The options of `report open`, as commander hands them over. */
export interface OpenOptions {
  readonly page?: keyof typeof PAGES;
  readonly json: boolean;
}

/** The options of `report merge`. */
export interface MergeOptions {
  readonly out: string;
  readonly json: boolean;
}

/** Gives the command its description and options. */
export function describeReport(command: Command): Command {
  return command.description('open the reports of a run, or merge those of its parts');
}

export function describeOpen(command: Command): Command {
  return command
    .description('show a report’s page in the browser; without a display, say where it is')
    .argument('<where>', 'folder that `--out` named, or a page in it')
    .addOption(
      new Option('--page <name>', 'of a folder; default allure, or matrix where there is none').choices(
        Object.keys(PAGES),
      ),
    )
    .option('--json', 'print JSON', false);
}

export function describeMerge(command: Command): Command {
  return command
    .description('put the parts of one run together: `run --shard 1/2 --out …`, `run --shard 2/2 --out …`')
    .argument('<part...>', 'folders that they have written')
    .requiredOption('--out <folder>', 'write the reports of the whole there')
    .option('--json', 'print the whole as JSON', false);
}
