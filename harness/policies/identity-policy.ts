import { browserArn, secretArnPattern } from './arns.ts';
import { decryptStatement } from './decrypt-statement.ts';
import { oneOrMany, type PolicyDocument, policyDocument } from './policy-document.ts';
import { type Setup, secretNames } from './setup.ts';

/** What a client does with a session: start it, look at it, drive it, stop it. */
const SESSION_ACTIONS = [
  'bedrock-agentcore:StartBrowserSession',
  'bedrock-agentcore:GetBrowserSession',
  'bedrock-agentcore:ConnectBrowserAutomationStream',
  'bedrock-agentcore:StopBrowserSession',
] as const;

/**
 * The policy of the identity that starts sessions. The service reads secrets with its permissions, so they are hers
 * to have: for these secrets and no others whose names begin alike.
 */
export function identityPolicy(setup: Setup): PolicyDocument {
  const secrets = secretNames(setup).map((name) => secretArnPattern(setup, name));
  const decrypt = decryptStatement(setup);
  return policyDocument([
    { Sid: 'BrowserSessions', Effect: 'Allow', Action: SESSION_ACTIONS, Resource: browserArn(setup) },
    ...(secrets.length === 0
      ? []
      : [
          {
            Sid: 'ProxyCredentials',
            Effect: 'Allow',
            Action: 'secretsmanager:GetSecretValue',
            Resource: oneOrMany(secrets),
          } as const,
        ]),
    ...(decrypt === undefined ? [] : [{ Sid: 'KeyOfProxyCredentials', ...decrypt }]),
  ]);
}
