import {
  BedrockAgentCoreClient,
  GetBrowserSessionCommand,
  StartBrowserSessionCommand,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { WebSocket } from 'ws';
import { toSdkConfiguration } from '../../configuration/sdk-configuration.ts';
import { loadAccess } from '../../emulator/access/load-access.ts';
import { sign } from '../../emulator/testing/clients.ts';
import { runEmulator } from '../../emulator/testing/running-emulator.ts';
import { keyPolicyStatement, secretPolicy } from '../cross-account-policies.ts';
import { identityPolicy } from '../identity-policy.ts';
import type { PolicyDocument, PolicyStatement } from '../policy-document.ts';
import { sessionRequest } from '../session-request.ts';
import { isCrossAccount, type Setup, secretNames } from '../setup.ts';
import { KEY_ID } from './setups.ts';

/** Every policy of a set-up, for a test to take something away from. */
export interface Policies {
  readonly identity: PolicyDocument;
  /** By the secret's name. */
  readonly secrets: Readonly<Record<string, PolicyDocument>>;
  readonly keyStatements: readonly PolicyStatement[];
}

export function policiesOf(setup: Setup): Policies {
  const statement = keyPolicyStatement(setup);
  const isCross = isCrossAccount(setup);
  return {
    identity: identityPolicy(setup),
    secrets: isCross ? Object.fromEntries(secretNames(setup).map((name) => [name, secretPolicy(setup, name)])) : {},
    keyStatements: isCross && statement !== undefined ? [statement] : [],
  };
}

/** The key's policy that KMS gives a new key: the account's own policies decide. */
export function defaultKeyPolicy({ secretsAccountId }: Setup, more: readonly object[] = []): object {
  const AWS = `arn:aws:iam::${secretsAccountId}:root`;
  const own = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS }, Action: 'kms:*' };
  return { Version: '2012-10-17', Statement: [{ ...own, Resource: '*' }, ...more] };
}

/** The access file of an emulator where a set-up's policies are in force, and an administrator is in each account. */
export function accessOf(setup: Setup, { identity, secrets, keyStatements }: Policies): object {
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const admin = { policies: [everything] };
  const { name, kind } = setup.caller ?? { kind: 'role', name: 'anybody' };
  const keys = setup.kmsKeyArn === undefined ? {} : { [KEY_ID]: { policy: defaultKeyPolicy(setup, keyStatements) } };
  const named = Object.fromEntries(
    Object.entries(secrets).map(([secret, resourcePolicy]) => [secret, { resourcePolicy }]),
  );
  const caller = { [name]: { policies: [identity] } };
  const own = { users: { admin, ...(kind === 'user' ? caller : {}) }, roles: kind === 'role' ? caller : {} };
  const owner = { keys, secrets: named };
  const accounts = isCrossAccount(setup)
    ? { [setup.accountId]: own, [setup.secretsAccountId]: { users: { admin }, ...owner } }
    : { [setup.accountId]: { ...own, ...owner } };
  return { accounts };
}

/** An emulator with these policies and the set-up's secrets, and what the caller does there. */
export async function policyWorld(setup: Setup, policies: Policies) {
  const t = await runEmulator({
    access: loadAccess(accessOf(setup, policies)),
    accountId: setup.accountId,
    browserIdentifiers: [setup.browserIdentifier],
  });
  const { endpoint, region, accessKeys } = t.emulator;
  const clientOf = (accountId: string, ending: RegExp) => {
    const found = accessKeys.find(({ principal: { arn } }) => arn.includes(`:${accountId}:`) && ending.test(arn));
    if (found === undefined) throw new Error(`Nobody in ${accountId} is called ${ending}.`);
    return { endpoint, region, credentials: found.credentials, maxAttempts: 1 };
  };
  const owner = new SecretsManagerClient(clientOf(setup.secretsAccountId, /user\/admin$/));
  const caller = clientOf(setup.accountId, new RegExp(`/${setup.caller?.name ?? 'anybody'}(/|$)`));
  const browsers = new BedrockAgentCoreClient(caller);

  const arns = new Map<string, string>();
  for (const Name of secretNames(setup)) {
    const SecretString = '{"username":"user","password":"pass"}';
    const { ARN = '' } = await owner.send(
      new CreateSecretCommand({ Name, SecretString, ...(setup.kmsKeyArn ? { KmsKeyId: setup.kmsKeyArn } : {}) }),
    );
    arns.set(ARN.replace(/-\w{6}$/, ''), ARN);
  }
  const { browserIdentifier, name, proxyConfiguration } = sessionRequest(setup);
  const whole = JSON.parse(JSON.stringify(proxyConfiguration), (_, value) => arns.get(value) ?? value);

  return {
    /** Starts a session, looks at it, connects to it and stops it. */
    async use(): Promise<void> {
      const start = { browserIdentifier, name, proxyConfiguration: toSdkConfiguration(whole) };
      const { sessionId, streams } = await browsers.send(new StartBrowserSessionCommand(start));
      await browsers.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId }));
      const url = streams?.automationStream?.streamEndpoint ?? '';
      const headers = await sign({ url: url.replace('ws:', 'http:'), credentials: caller.credentials });
      await connect(url, headers);
      await browsers.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
    },
    async [Symbol.asyncDispose]() {
      owner.destroy();
      browsers.destroy();
      await t[Symbol.asyncDispose]();
    },
  };
}

/** Opens a stream and leaves it; a refusal has the name of the service's error. */
function connect(url: string, headers: Record<string, string>): Promise<void> {
  const client = new WebSocket(url, { headers });
  return new Promise((resolve, reject) => {
    client.once('unexpected-response', (_request, { headers: { 'x-amzn-errortype': name } }) => {
      reject(Object.assign(new Error('The stream was refused.'), { name }));
      client.terminate();
    });
    client.once('open', () => {
      client.once('close', () => resolve());
      client.terminate();
    });
    client.on('error', reject);
  });
}
