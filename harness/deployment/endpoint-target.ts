import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import type { OpenTarget } from '../conformance/run-target.ts';
import type { Deployment } from './deployment.ts';
import { remoteTarget } from './remote-target.ts';
import { temporarySecrets } from './temporary-secrets.ts';

/** Where the standard chain names no region: an emulator takes any, and this one by default. */
const DEFAULT_REGION = 'us-east-1';

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
    const target = { kind: 'emulated', endpoint, region, credentials, browserIdentifier: 'aws.browser.v1' } as const;
    return remoteTarget({ target, deployment, secrets, liveView: true });
  };
}
