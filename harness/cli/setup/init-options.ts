import type { Command } from 'commander';

/** The options of `init`, as commander hands them over. */
export interface InitOptions {
  readonly proxy: readonly string[];
  readonly bypass: readonly string[];
  readonly secretName: readonly string[];
  readonly account: string;
  readonly region: string;
  readonly browser: string;
  readonly caller?: string;
  readonly crossAccount?: string;
  readonly kmsKey?: string;
  readonly out: string;
  readonly force: boolean;
  readonly json: boolean;
}

const AFTERWARDS = `
Example: one proxy for the company's domains, one for the rest, credentials for both.
  init --account 111122223333 --region us-east-1 --out setup \\
    --proxy corp.example.com:8080=.company.com,.internal.corp general.example.com:3128 \\
    --secret-name proxies/corp proxies/general --bypass .amazonaws.com

Nothing is sent to AWS: scripts hold the AWS CLI commands, in their order. No password is asked for, or written.`;

/** Gives the command its description and options. */
export function describeInit(command: Command): Command {
  return command
    .description('write a first configuration, the policies for it, and the AWS CLI commands; contacts nobody')
    .requiredOption(
      '--proxy <proxy...>',
      'your proxies in order, as host:port=pattern,pattern; host:port for the default',
    )
    .requiredOption('--account <id>', 'the account that sessions run in, twelve digits')
    .requiredOption('--region <region>', 'where sessions run and secrets are')
    .option('--bypass <pattern...>', 'domains that connect directly', [])
    .option('--secret-name <name...>', 'the secret of each proxy, in the same order; - for a proxy without', [])
    .option('--browser <id>', 'the browser to start sessions of', 'aws.browser.v1')
    .option('--caller <identity>', 'who starts sessions, as role/name or user/name; default: the whole account')
    .option('--cross-account <id>', 'the account that owns the secrets, where it is another one')
    .option('--kms-key <arn>', 'your own key that encrypts the secrets; needed with --cross-account')
    .option('--out <folder>', 'write the files there', '.')
    .option('--force', 'replace files that exist', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', AFTERWARDS);
}
