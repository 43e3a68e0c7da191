import {
  GetBrowserSessionCommand,
  ListBrowserSessionsCommand,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Violation } from '../../configuration/invalid-input.ts';
import { SECRET_PREFIX } from '../../deployment/temporary-secrets.ts';
import { type AwsPlace, browserClient, secretsClient } from '../place.ts';

/** Of a session that never was. */
const NO_SESSION = '00000000000000000000000000';
/** Of a run that never was: its secrets have names that policies for real ones cover. */
const NO_SECRET = `${SECRET_PREFIX}aaaaaaaa-0`;

/** An operation, called where it can do nothing, and what is to be allowed where AWS forbids it. */
interface DryCall {
  readonly action: string;
  call(): Promise<unknown>;
}

/**
 * Calls what a run calls, on things that do not exist: AWS says whether it would be allowed before it says that there
 * is nothing. Starting a session and creating a secret cannot be tried so.
 */
export async function checkPermissions(place: AwsPlace, browserIdentifier: string): Promise<readonly Violation[]> {
  const browsers = browserClient(place);
  const secrets = secretsClient(place);
  const session = { browserIdentifier, sessionId: NO_SESSION };
  const secret = { SecretId: NO_SECRET };
  const calls: readonly DryCall[] = [
    {
      action: 'bedrock-agentcore:ListBrowserSessions',
      call: () => browsers.send(new ListBrowserSessionsCommand({ browserIdentifier, maxResults: 1 })),
    },
    {
      action: 'bedrock-agentcore:GetBrowserSession',
      call: () => browsers.send(new GetBrowserSessionCommand(session)),
    },
    {
      action: 'bedrock-agentcore:StopBrowserSession',
      call: () => browsers.send(new StopBrowserSessionCommand(session)),
    },
    { action: 'secretsmanager:GetSecretValue', call: () => secrets.send(new GetSecretValueCommand(secret)) },
  ];
  try {
    const violations = await Promise.all(calls.map((one) => tryCall(one, browserIdentifier)));
    return violations.flat();
  } finally {
    browsers.destroy();
    secrets.destroy();
  }
}

async function tryCall({ action, call }: DryCall, browserIdentifier: string): Promise<readonly Violation[]> {
  try {
    await call();
    return [];
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    if (name === 'AccessDeniedException') {
      const fix = `Allow yourself ${action}; init writes the policies that sessions need.`;
      return [{ path: action, rule: 'permission', problem: 'It is not allowed.', fix }];
    }
    if (name !== 'ResourceNotFoundException') {
      const fix = 'Check the network, the region and the state of the service, then try again.';
      return [{ path: action, rule: 'permission', problem: `It failed (${name}).`, fix }];
    }
    // There is no such session, as expected; but a list is missing only where its browser is.
    if (!action.endsWith(':ListBrowserSessions')) return [];
    const problem = `There is no browser ${browserIdentifier} in this region and account.`;
    return [
      {
        path: '--browser',
        rule: 'browser',
        problem,
        fix: 'Check the identifier, --region, and whose credentials these are.',
      },
    ];
  }
}
