import type { OpenTarget } from '../conformance/run-target.ts';
import type { Deployment } from './deployment.ts';
import { remoteTarget } from './remote-target.ts';
import { standardChain } from './standard-chain.ts';
import { temporarySecrets } from './temporary-secrets.ts';

/**
 * An emulator that somebody else started, reached as the real service is: by the official clients, with credentials of
 * their standard chain. Secrets are made there for the run, and sessions are given the origin's certificate.
 *
 * @param endpoint of both services.
 */
export function endpointTarget(endpoint: string, deployment: Deployment): OpenTarget {
  return async ({ runId }) => {
    const chain = await standardChain(endpoint);
    const secrets = temporarySecrets({ ...chain, maxAttempts: 1 }, runId);
    const target = { ...chain, kind: 'emulated', browserIdentifier: 'aws.browser.v1' } as const;
    return remoteTarget({ target, deployment, secrets, liveView: true });
  };
}
