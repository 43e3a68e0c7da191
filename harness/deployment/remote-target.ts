import { NotApplicableError, type RunTarget } from '../conformance/run-target.ts';
import type { Target } from '../sessions/target.ts';
import type { Deployment } from './deployment.ts';
import { directNames } from './direct-names.ts';
import type { TemporarySecrets } from './temporary-secrets.ts';

const CALLERS = 'Only those may start sessions there whose credentials this run has: its own.';
const OTHER_ACCOUNT = 'The secret would have to be another account’s, and this run is in one account.';

/** What a run has of a service that it cannot look into. */
export interface RemoteTargetOptions {
  readonly target: Target & { readonly endpoint: string };
  readonly deployment: Deployment;
  /** The run's own, which go with its target. */
  readonly secrets: TemporarySecrets;
  readonly liveView: boolean;
}

/** Stores the origin's certificate for the run's sessions, and makes the run's target. */
export async function remoteTarget(options: RemoteTargetOptions): Promise<RunTarget> {
  const { target, deployment, secrets, liveView } = options;
  const certificate = await secrets.put('certificate', deployment.origin.authority).catch(async (error: unknown) => {
    await secrets[Symbol.asyncDispose]();
    throw error;
  });
  return {
    target,
    capabilities: { direct: directNames(deployment), local: false, liveView, otherAccount: false },
    certificates: [certificate],
    environment: { endpoint: target.endpoint },
    as(caller) {
      if (caller !== 'root') throw new NotApplicableError(CALLERS);
      return target;
    },
    async putSecret(arn, secretString, settings = {}) {
      if (Object.keys(settings).length > 0) throw new NotApplicableError(OTHER_ACCOUNT);
      return secrets.put(arn, secretString);
    },
    missingSecret: () => secrets.missing(),
    [Symbol.asyncDispose]: () => secrets[Symbol.asyncDispose](),
  };
}
