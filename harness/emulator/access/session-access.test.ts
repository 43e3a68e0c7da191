import {
  BedrockAgentCoreClient,
  GetBrowserSessionCommand,
  StartBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { loadAccess } from './load-access.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const ADA = `arn:aws:iam::${OWN}:user/ada`;
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const browserIdentifier = 'aws.browser.v1';
const BROWSER = 'arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const browsers = document({ Effect: 'Allow', Action: 'bedrock-agentcore:*', Resource: '*' });
/** The three policies of the service's document, with their placeholders filled in. */
const identityPolicy = (account: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: `arn:aws:secretsmanager:us-east-1:${account}:secret:my-proxy-credentials*`,
    },
  ],
});
const secretPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${OWN}:root` },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    },
  ],
};
const keyStatement = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OWN}:root` },
  Action: 'kms:Decrypt',
  Resource: '*',
};
const ownersStatement = { Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'kms:*', Resource: '*' };
const decrypt = document({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: `arn:aws:kms:us-east-1:${OTHER}:key/*` });

interface World {
  /** Ada's identity policies. */
  readonly policies?: readonly object[];
  readonly keyPolicy?: object;
  readonly secret?: { readonly kmsKeyId?: string; readonly resourcePolicy?: object };
  /** Whose secret it is. */
  readonly owner?: string;
}

/** Ada of one account, the administrator of each, and the secret of one of them. */
async function scene({ policies = [], keyPolicy, secret = {}, owner = OTHER }: World) {
  const everything = document({ Effect: 'Allow', Action: '*', Resource: '*' });
  const keys = keyPolicy ? { [KEY]: { aliases: ['alias/proxies'], policy: keyPolicy } } : {};
  const account = (accountId: string) => ({
    users: { admin: { policies: [everything] }, ...(accountId === OWN ? { ada: { policies } } : {}) },
    ...(accountId === owner ? { keys, secrets: { 'my-proxy-credentials': secret } } : {}),
  });
  const access = loadAccess({ accounts: { [OWN]: account(OWN), [OTHER]: account(OTHER) } });
  const t = await runEmulator({ access, accountId: OWN });
  const as = (arn: string) => {
    const credentials = t.emulator.accessKeys.find(({ principal }) => principal.arn === arn)?.credentials;
    if (!credentials) throw new Error(`${arn} has no key.`);
    const options = { endpoint: t.emulator.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
    return { browsers: new BedrockAgentCoreClient(options), secrets: new SecretsManagerClient(options) };
  };
  const SecretString = '{"username":"user","password":"pass"}';
  const { ARN = '' } = await as(`arn:aws:iam::${owner}:user/admin`).secrets.send(
    new CreateSecretCommand({ Name: 'my-proxy-credentials', SecretString }),
  );
  const proxy = { server: 'proxy.example.com', port: 8080, credentials: { basicAuth: { secretArn: ARN } } };
  return {
    t,
    as,
    ARN,
    start: (arn = ADA) =>
      as(arn).browsers.send(
        new StartBrowserSessionCommand({
          browserIdentifier,
          proxyConfiguration: { proxies: [{ externalProxy: proxy }] },
        }),
      ),
    [Symbol.asyncDispose]: () => t[Symbol.asyncDispose](),
  };
}

const denied = (action: string, resource: string, reason: string) => ({
  name: 'AccessDeniedException',
  message: `User: ${ADA} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  $metadata: { httpStatusCode: 403 },
});
const READ = 'secretsmanager:GetSecretValue';
const noIdentity = (action: string) => `because no identity-based policy allows the ${action} action`;
const noResource = (action: string) => `because no resource-based policy allows the ${action} action`;
const configured = ({ pool }: RunningEmulator) => pool.taken[0]?.configured[0]?.credentials.size;

describe("a session with a secret of the caller's own account", () => {
  it('starts with the documented identity policy, for the default key', async () => {
    await using s = await scene({ owner: OWN, policies: [browsers, identityPolicy(OWN)] });
    await s.start();
    expect(configured(s.t)).toBe(1);
  });

  it('does not start without it', async () => {
    await using s = await scene({ owner: OWN, policies: [browsers] });
    await expect(s.start()).rejects.toMatchObject(denied(READ, s.ARN, noIdentity(READ)));
    expect(s.t.pool.taken).toHaveLength(0);
  });

  it('starts with a resource policy instead that names the caller', async () => {
    const resourcePolicy = document({ Effect: 'Allow', Principal: { AWS: ADA }, Action: READ, Resource: '*' });
    await using s = await scene({ owner: OWN, policies: [browsers], secret: { resourcePolicy } });
    await s.start();
  });

  it('does not start where the resource policy forbids it', async () => {
    const resourcePolicy = document({ Effect: 'Deny', Principal: { AWS: ADA }, Action: READ, Resource: '*' });
    await using s = await scene({ owner: OWN, policies: [browsers, identityPolicy(OWN)], secret: { resourcePolicy } });
    await expect(s.start()).rejects.toMatchObject(
      denied(READ, s.ARN, 'with an explicit deny in a resource-based policy'),
    );
  });
});

describe('a session with a secret of another account', () => {
  const whole: World = {
    policies: [browsers, identityPolicy(OTHER), decrypt],
    keyPolicy: document(ownersStatement, keyStatement),
    secret: { kmsKeyId: 'alias/proxies', resourcePolicy: secretPolicy },
  };
  const key = `arn:aws:kms:us-east-1:${OTHER}:key/${KEY}`;

  it('starts with all of the documented policies', async () => {
    await using s = await scene(whole);
    await s.start();
    expect(configured(s.t)).toBe(1);
  });

  it.each([
    ['identity policy', { policies: [browsers, decrypt] }, READ, noIdentity],
    ['resource policy', { secret: { kmsKeyId: 'alias/proxies' } }, READ, noResource],
    ['identity permission for the key', { policies: [browsers, identityPolicy(OTHER)] }, 'kms:Decrypt', noIdentity],
    ['key policy', { keyPolicy: document(ownersStatement) }, 'kms:Decrypt', noResource],
  ] as const)('does not start without the %s', async (_what, change, action, reason) => {
    await using s = await scene({ ...whole, ...change });
    const resource = action === READ ? s.ARN : key;
    await expect(s.start()).rejects.toMatchObject(denied(action, resource, reason(action)));
    expect(s.t.pool.taken).toHaveLength(0);
  });

  it('does not start with the default key, which no other account can use', async () => {
    await using s = await scene({ ...whole, secret: { resourcePolicy: secretPolicy } });
    const defaultKey = `arn:aws:kms:us-east-1:${OTHER}:alias/aws/secretsmanager`;
    await expect(s.start()).rejects.toMatchObject(
      denied('kms:Decrypt', defaultKey, 'because no other account can use the default key'),
    );
  });

  it("is not the emulator's to allow: whoever starts the session is asked, not the secret's reader before", async () => {
    await using s = await scene({ ...whole, policies: [browsers] });
    await s.as(`arn:aws:iam::${OTHER}:user/admin`).secrets.send(new GetSecretValueCommand({ SecretId: s.ARN }));
    await expect(s.start()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe("the browser service's own actions", () => {
  it('are asked of the identity policies, by browser', async () => {
    const only = document({ Effect: 'Allow', Action: 'bedrock-agentcore:StartBrowserSession', Resource: BROWSER });
    await using s = await scene({ owner: OWN, policies: [only, identityPolicy(OWN)] });
    const { sessionId } = await s.start();
    const action = 'bedrock-agentcore:GetBrowserSession';
    await expect(
      s.as(ADA).browsers.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId })),
    ).rejects.toMatchObject(denied(action, BROWSER, noIdentity(action)));
  });

  it('need no policy of the root user', async () => {
    await using s = await scene({ owner: OWN });
    const { sessionId } = await s.t.client.send(new StartBrowserSessionCommand({ browserIdentifier }));
    await s.t.client.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId }));
  });
});
