import { awsTarget } from '../../aws/aws-target.ts';
import { awsPlace } from '../../aws/place.ts';
import { preflight } from '../../aws/preflight.ts';
import type { OpenTarget } from '../../conformance/run-target.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { SECRET_PREFIX } from '../../deployment/temporary-secrets.ts';
import { newRunId } from '../../matrix/marker.ts';
import { SessionBudget } from '../../sessions/session-budget.ts';
import type { Io } from '../io.ts';
import type { AwsOptions } from './aws-options.ts';

const DEFAULT_BROWSER = 'aws.browser.v1';
const DEFAULT_SESSIONS = 10;
const DEFAULT_MINUTES = 30;

/** AWS as a target, and what watches over its cost. */
interface OpenedAws {
  readonly openTarget: OpenTarget;
  readonly budget: SessionBudget;
}

/**
 * Makes sure that a run on AWS can get to its end, says what it may cost, and starts to count.
 *
 * @param say prints a line for people.
 * @throws {InvalidInputError} with everything that is in its way.
 */
export async function openAws(
  options: AwsOptions,
  region: string,
  deployment: Deployment,
  say: Io['err'],
): Promise<OpenedAws> {
  const { browser: browserIdentifier = DEFAULT_BROWSER } = options;
  const limits = { sessions: options.maxSessions ?? DEFAULT_SESSIONS, minutes: options.maxMinutes ?? DEFAULT_MINUTES };
  const place = awsPlace(region);
  const arn = await preflight({ place, browserIdentifier, deployment });
  say(`AWS: ${browserIdentifier} in ${region}, as ${arn}`);
  say(
    `Budget: at most ${counted(limits.sessions, 'session')} and ${counted(limits.minutes, 'minute')}; then everything is stopped. No session outlives that.`,
  );
  const budget = new SessionBudget(limits, `${SECRET_PREFIX}${newRunId()}`);
  return { budget, openTarget: awsTarget({ place, browserIdentifier, deployment, budget }) };
}

function counted(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`;
}
