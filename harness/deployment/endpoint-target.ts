import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { NotApplicableError, type OpenTarget } from '../conformance/run-target.ts';
import type { Deployment } from './deployment.ts';
import { directNames } from './direct-names.ts';
import { temporarySecrets } from './temporary-secrets.ts';

/** Where the standard chain names no region: an emulator takes any, and this one by default. */
const DEFAULT_REGION = 'us-east-1';

const CALLERS = 'Only those may start sessions there whose credentials this run has: its own.';
const OTHER_ACCOUNT = 'The secret would have to be another account’s, and this run is in one account.';

/**
 * An emulator that somebody else started, reached as the real service is: by the official clients, with credentials of
 * their standard chain. Secrets are made there for the run, and sessions are given the origin's certificate.
 *
 * @param endpoint of both services.
 */
export function endpointTarget(endpoint: string, deployment: Deployment): OpenTarget {
  return async ({ runId }) => {
    const client = new BedrockAgentCoreClient({ endpoint });
    const region = await client.config.region().catch(() => DEFAULT_REGION);
    const { credentials } = client.config;
    client.destroy();
    const secrets = temporarySecrets({ endpoint, region, credentials, maxAttempts: 1 }, runId);
    const certificate = await secrets.put('certificate', deployment.origin.authority);
    const target = { kind: 'emulated', endpoint, region, credentials, browserIdentifier: 'aws.browser.v1' } as const;
    return {
      target,
      capabilities: { direct: directNames(deployment), local: false, liveView: true, otherAccount: false },
      certificates: [certificate],
      environment: { endpoint },
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
  };
}
