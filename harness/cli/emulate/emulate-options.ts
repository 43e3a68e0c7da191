import { type Command, InvalidArgumentError, Option } from 'commander';
import { QUOTA_NAMES } from '../../emulator/api/quotas.ts';
import type { LogLevel } from '../../emulator/logging/structured-log.ts';
import type { PersonalityName } from '../../emulator/personality/personality.ts';

/** The options of `emulate`, as commander hands them over. */
export interface EmulateOptions {
  readonly host: string;
  readonly port: number;
  readonly region: string;
  readonly browser: readonly string[];
  readonly personality: PersonalityName;
  readonly tls: boolean;
  readonly tlsName: readonly string[];
  readonly origin?: string;
  readonly certificates?: string;
  readonly access?: string;
  readonly as?: string;
  readonly persist?: string;
  readonly quota: readonly string[];
  readonly fault: readonly string[];
  readonly seed?: number;
  readonly adminPort?: number;
  readonly logLevel: LogLevel;
  readonly json: boolean;
}

const PERSONALITIES: readonly PersonalityName[] = ['documented', 'observed'];
const LOG_LEVELS: readonly LogLevel[] = ['info', 'warn', 'error', 'silent'];

const AFTERWARDS = `
Faults, as kind or kind:name=value,name=value; each takes probability (0 to 1, default 1) and times:
  start-failure        StartBrowserSession fails, with the error that is named (error)
  slow-start           StartBrowserSession takes its time (milliseconds)
  throttling           an operation of the browser’s API is answered with ThrottlingException
  expired-credentials  an operation of the browser’s API is answered as if temporary credentials had expired
  session-crash        the browser of a session is killed, so long after its start (milliseconds)
  stream-cut           a session’s streams break off, so long after a client connected (milliseconds)

ACPC_ACCESS_KEY_ID and ACPC_SECRET_ACCESS_KEY set the credentials that the emulator knows; without them it
makes some up. ACPC_SECRET_ACCESS_KEY_FILE names a file that holds the latter, which is not printed then.
It never reads AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which may be real.

Standard output gets the lines to export, once everything is ready; standard error a log of JSON lines.`;

/** Gives the command its description and options. */
export function describeEmulate(command: Command): Command {
  return command
    .description('run a local AgentCore Browser for the AWS SDKs, the AWS CLI and Playwright')
    .addOption(
      new Option('--host <host>', 'where to listen: a name or an address')
        .default('127.0.0.1')
        .env('ACPC_EMULATOR_HOST'),
    )
    .addOption(
      new Option('--port <port>', 'where to listen; 0 for any free port')
        .default(0)
        .argParser(port)
        .env('ACPC_EMULATOR_PORT'),
    )
    .option('--region <region>', 'the region that requests are signed for', 'us-east-1')
    .option('--browser <id...>', 'the browser identifiers that exist', ['aws.browser.v1'])
    .addOption(personalityOption())
    .option('--tls', 'serve HTTPS, with a certificate authority of its own to trust', false)
    .addOption(tlsNameOption())
    .addOption(
      new Option(
        '--origin <host:port>',
        'where every direct request ends; without --certificates, the one it shows is trusted',
      ).env('ACPC_EMULATOR_ORIGIN'),
    )
    .option('--certificates <file>', 'PEM of what every session is to trust: authorities, or certificates themselves')
    .option('--access <file>', 'who there is and who may do what: users, roles, secrets and keys with their policies')
    .option('--as <arn>', 'print the credentials of this user or role of the access file, not the root user’s')
    .option('--persist <folder>', 'keep secrets and browser profiles there from one run to the next')
    .option('--quota <name=value...>', `change a quota: ${QUOTA_NAMES.join(', ')}`, [])
    .option('--fault <fault...>', 'let something go wrong; see below', [])
    .option('--seed <number>', 'decides what chance decides otherwise', seed)
    .option('--admin-port <port>', 'serve the testers’ API on this loopback port; 0 for any free port', port)
    .addOption(new Option('--log-level <level>', 'leave out what matters less').choices(LOG_LEVELS).default('info'))
    .option('--json', 'print JSON instead of lines for a shell', false)
    .addHelpText('after', AFTERWARDS);
}

function tlsNameOption(): Option {
  return new Option('--tls-name <host...>', 'names and addresses that clients call, beyond its own; implies --tls')
    .default([])
    .implies({ tls: true });
}

/** How the emulator behaves. */
export function personalityOption(): Option {
  return new Option('--personality <name>', 'the emulator as the document says, or as the service was observed')
    .choices(PERSONALITIES)
    .default('documented');
}

function port(text: string): number {
  return wholeNumber(text, 65_535);
}

function seed(text: string): number {
  return wholeNumber(text, 2 ** 32 - 1);
}

function wholeNumber(text: string, largest: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= largest) return value;
  throw new InvalidArgumentError(`It has to be a whole number from 0 to ${largest}.`);
}
