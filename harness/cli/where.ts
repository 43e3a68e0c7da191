import { type Command, Option } from 'commander';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import type { OpenTarget } from '../conformance/run-target.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { PersonalityName } from '../emulator/personality/personality.ts';
import type { SessionBudget } from '../sessions/session-budget.ts';
import { type AwsOptions, readAwsUsage, refuseWithoutAws, withAws } from './aws/aws-options.ts';
import type { Io } from './io.ts';
import { shellWord } from './shell-word.ts';

/** Prints a line for people. */
type Say = Io['err'];

/** Where proxies, origin and sessions of a run are, as the user says it. */
export interface WhereOptions extends AwsOptions {
  readonly proxies: 'in-process' | 'containers' | 'tap';
  readonly deployment?: string;
  readonly endpoint?: string;
  readonly personality: PersonalityName;
}

/** The same, read. */
export type Where =
  /** Everything on this machine; taps are before proxies of the user's own. */
  | { readonly kind: WhereOptions['proxies'] }
  /** Witnesses that somebody has started, and sessions of the local emulator. */
  | { readonly kind: 'deployed'; readonly deployment: Deployment }
  /** Nothing on this machine; where sessions cost money, with what watches over that. */
  | {
      readonly kind: 'elsewhere';
      readonly deployment: Deployment;
      readonly openTarget: OpenTarget;
      readonly budget?: SessionBudget;
    };

/** Gives the command the options of {@link WhereOptions} beyond `--proxies`, which is the command's own. */
export function withWhere(command: Command): Command {
  return withAws(command)
    .option('--deployment <file>', 'proxies and origin that `proxies serve` runs, by the file that describes them')
    .addOption(
      new Option(
        '--endpoint <url>',
        'with --deployment: an emulator that somebody else started; credentials come from the standard AWS chain',
      ),
    );
}

/** The same as on a command line, as far as it is not the default. */
export function whereArguments(options: WhereOptions): string[] {
  const { proxies, target, region, browser, maxSessions, maxMinutes, deployment, endpoint } = options;
  const given = {
    '--target': target === 'emulated' ? undefined : target,
    '--region': region,
    '--browser': browser,
    '--max-sessions': maxSessions,
    '--max-minutes': maxMinutes,
    '--proxies': proxies === 'in-process' ? undefined : proxies,
    '--deployment': deployment,
    '--endpoint': endpoint,
  };
  return Object.entries(given).flatMap(([option, value]) =>
    value === undefined ? [] : [`${option} ${shellWord(`${value}`)}`],
  );
}

/**
 * Reads it, before anything is started.
 *
 * @param say told what sessions may cost.
 * @throws {InvalidInputError} for options that do not go together, and a file that cannot be used.
 * @throws {DeploymentError} where a witness or the emulator is down, or another run has a witness.
 */
export async function readWhere(options: WhereOptions, say: Say = () => undefined): Promise<Where> {
  const { proxies, deployment: path, endpoint, personality } = options;
  if (options.target === 'aws') return readAws(options, say);
  refuseWithoutAws(options);
  if (path === undefined) {
    if (endpoint !== undefined) {
      throw misused('--endpoint', 'Its sessions cannot reach proxies of this process.', 'Add --deployment.');
    }
    return { kind: proxies };
  }
  if (proxies !== 'in-process') {
    throw misused('--deployment', 'It says where the proxies are, and so does --proxies.', 'Leave one of them out.');
  }
  const url = endpoint === undefined ? undefined : readEndpoint(endpoint);
  if (url !== undefined && personality !== 'documented') {
    throw misused('--personality', 'The emulator there has one already.', 'Start that one with it.');
  }
  const { loadDeployment } = await import('../deployment/load-deployment.ts');
  const { checkDeployment } = await import('../deployment/check-deployment.ts');
  const deployment = await loadDeployment(path);
  await checkDeployment(deployment);
  if (url === undefined) return { kind: 'deployed', deployment };
  const { endpointTarget } = await import('../deployment/endpoint-target.ts');
  const { checkEndpoint } = await import('../deployment/check-endpoint.ts');
  await checkEndpoint(url);
  return { kind: 'elsewhere', deployment, openTarget: endpointTarget(url, deployment) };
}

async function readAws(options: WhereOptions, say: Say): Promise<Where> {
  const { proxies, deployment: path, endpoint, personality } = options;
  if (endpoint !== undefined) throw misused('--endpoint', 'The real service has its own.', 'Leave it out.');
  if (personality !== 'documented') throw misused('--personality', 'It is for the emulator.', 'Leave it out.');
  if (proxies !== 'in-process') {
    throw misused('--proxies', 'Sessions of the real service use those of --deployment.', 'Leave it out.');
  }
  const { region, file } = readAwsUsage(options, path);
  const { loadDeployment } = await import('../deployment/load-deployment.ts');
  const { openAws } = await import('./aws/open-aws.ts');
  const deployment = await loadDeployment(file);
  return { kind: 'elsewhere', deployment, ...(await openAws(options, region, deployment, say)) };
}

/** What watches over the cost of a run there, where it costs anything. */
export function budgetOf(where: Where): SessionBudget | undefined {
  return where.kind === 'elsewhere' ? where.budget : undefined;
}

function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && holdsCredentials(url)) {
    throw misused('--endpoint', 'The URL holds a user name or a password.', 'Leave them out: the AWS chain has yours.');
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw misused('--endpoint', 'This is no http or https URL.', 'Write what `emulate` prints as AWS_ENDPOINT_URL.');
}

/** Options are repeated in reports. */
export function holdsCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function misused(option: string, problem: string, fix: string): InvalidInputError {
  return new InvalidInputError('command line', [{ path: option, rule: 'usage', problem, fix }]);
}
