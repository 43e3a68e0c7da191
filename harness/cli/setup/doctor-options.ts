import type { Command } from 'commander';

/** The options of `doctor`, as commander hands them over. */
export interface DoctorOptions {
  readonly out?: string;
  readonly deployment?: string;
  readonly connect: boolean;
  readonly identity: boolean;
  readonly json: boolean;
}

/** Gives the command its description, argument and options. */
export function describeDoctor(command: Command): Command {
  return command
    .description('say what is here, what each mode still needs, and how to get it; changes nothing')
    .argument('[configuration]', 'JSON file with a proxyConfiguration; - for standard input')
    .option('--out <folder>', 'look whether reports could be written there')
    .option('--deployment <file>', 'ask the agents of proxies and origin that run elsewhere')
    .option('--connect', 'look up the configuration’s proxies and connect to their ports', false)
    .option('--identity', 'ask AWS whose the credentials are', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExit codes: 0 verify can run, 2 it cannot.');
}
