import { type Command, Option } from 'commander';
import type { Scheme } from '../../matrix/probe.ts';
import { personalityOption } from '../emulate/emulate-options.ts';
import { type WhereOptions, withWhere } from '../where.ts';
import type { OwnProxiesArguments } from './own-proxies.ts';
import type { InputFiles } from './read-inputs.ts';
import { readSchemes, SCHEMES } from './schemes.ts';

/** The options of `verify`, as commander hands them over. */
export interface VerifyOptions extends Omit<InputFiles, 'configurations'>, OwnProxiesArguments, WhereOptions {
  readonly out?: string;
  readonly schemes: readonly Scheme[];
  readonly strict: boolean;
  readonly json: boolean;
}

/** Gives the command its description, arguments and options. */
export function describeVerify(command: Command): Command {
  return withWhere(command)
    .description('browse a configuration’s matrix for real and judge where each request went')
    .argument('<configuration...>', 'JSON files with a proxyConfiguration; - for standard input')
    .option('--out <folder>', 'write reports there: matrix page, Allure, JUnit XML, conformance report')
    .option('--hosts <file>', 'your own hosts or URLs to probe as well, one a line')
    .option('--expect <file>', 'your own expectations: JSON from URL to proxy name, index or "direct"')
    .addOption(
      new Option('--schemes <list>', 'what every host is asked for over')
        .default(SCHEMES, SCHEMES.join(','))
        .argParser(readSchemes),
    )
    .addOption(
      new Option(
        '--proxies <where>',
        'stand-ins in this process or in containers (needs an engine), or your own proxies with a tap before each',
      )
        .choices(['in-process', 'containers', 'tap'])
        .default('in-process'),
    )
    .addOption(
      new Option(
        '--credentials <from>',
        'with --proxies tap: where their credentials are read; default secrets-manager',
      ).choices(['env', 'secrets-manager', 'prompt']),
    )
    .option('--certificates <file>', 'with --proxies tap: PEM of authorities that sessions are to trust')
    .option('--echo <url>', 'with --proxies tap: answers with the address it was asked from')
    .addOption(personalityOption())
    .option('--strict', 'deviations fail also where the document is silent', false)
    .option('--json', 'print the conformance report as JSON', false);
}
