import { LeftBehindError } from '../conformance/left-behind.ts';
import type { OpenTarget } from '../conformance/run-target.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { remoteTarget } from '../deployment/remote-target.ts';
import { temporarySecrets } from '../deployment/temporary-secrets.ts';
import type { SessionBudget } from '../sessions/session-budget.ts';
import { tool } from '../tool.ts';
import { leftSessions, stopSession } from './leftovers.ts';
import { ATTEMPTS, type AwsPlace, browserClient, secretsConfig } from './place.ts';

export interface AwsTargetOptions {
  readonly place: AwsPlace;
  readonly browserIdentifier: string;
  /** Where the witnesses of the run are. */
  readonly deployment: Deployment;
  /** It stays the caller's, for there may be several runs in it. */
  readonly budget: SessionBudget;
}

/**
 * The real service. Secrets are made there for the run, and sessions are given the origin's certificate. When the target
 * is disposed, the secrets are gone, and so is every session that the run has started, also one whose answer was lost.
 */
export function awsTarget({ place, browserIdentifier, deployment, budget }: AwsTargetOptions): OpenTarget {
  return async ({ runId }) => {
    const { region, credentials, endpoints } = place;
    const endpoint = endpoints['bedrock-agentcore'];
    const secrets = temporarySecrets(secretsConfig(place), runId);
    const maxAttempts = ATTEMPTS;
    const target = { kind: 'aws', endpoint, region, credentials, browserIdentifier, maxAttempts, budget } as const;
    const remote = await remoteTarget({ target, deployment, secrets, liveView: false });
    return {
      ...remote,
      async [Symbol.asyncDispose]() {
        const removals = await Promise.allSettled([
          stopSessions(place, browserIdentifier, new Set(budget.names)),
          remote[Symbol.asyncDispose](),
        ]);
        const failed = removals.find((removal) => removal.status === 'rejected');
        if (failed) throw leftBehind(failed.reason, region);
      },
    };
  };
}

function leftBehind(cause: unknown, region: string): LeftBehindError {
  const reason = cause instanceof Error ? cause.name : 'unknown error';
  return new LeftBehindError(
    `Not all that the run has made at AWS could be removed (${reason}): run ${tool.name} cleanup --region ${region}.`,
    cause,
  );
}

/** Stops what is left of the sessions with these names. */
async function stopSessions(place: AwsPlace, browserIdentifier: string, names: ReadonlySet<string>): Promise<void> {
  if (names.size === 0) return;
  const client = browserClient(place);
  try {
    for (const { id, name } of await leftSessions(client, browserIdentifier)) {
      if (names.has(name)) await stopSession(client, browserIdentifier, id);
    }
  } finally {
    client.destroy();
  }
}
