import { GetBrowserSessionCommand, StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { fakePool } from '../testing/fake-pool.ts';
import { openStream, refusedStream } from '../testing/open-stream.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

const browserIdentifier = 'aws.browser.v1';
const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`;
const proxyWith = (secretArn: string | undefined) => ({
  externalProxy: { server: 'proxy.example.com', port: 8080, credentials: { basicAuth: { secretArn } } },
});

const start = ({ client }: RunningEmulator, ...secretArns: (string | undefined)[]) =>
  client.send(
    new StartBrowserSessionCommand({
      browserIdentifier,
      proxyConfiguration: { proxies: secretArns.map((secretArn) => proxyWith(secretArn)) },
    }),
  );

it('reads the credentials of every proxy, also by partial ARN', async () => {
  await using t = await runEmulator();
  const { secrets } = t.emulator;
  const whole = secrets.put({ name: 'one', secretString: '{"username":"first","password":"1"}' });
  const partial = secrets
    .put({ name: 'two', secretString: '{"username":"second","password":"2","note":"more"}' })
    .slice(0, -7);
  await start(t, whole, partial, whole);
  expect(t.pool.taken[0]?.configured[0]?.credentials).toEqual(
    new Map([
      [whole, { username: 'first', password: '1' }],
      [partial, { username: 'second', password: '2' }],
    ]),
  );
});

it('refuses to start with every secret that cannot be read, and says why without quoting it', async () => {
  await using t = await runEmulator();
  const secrets = {
    good: '{"username":"user","password":"pass"}',
    text: 'canary:canary',
    list: '["canary"]',
    partial: '{"username":"user"}',
  };
  for (const [name, secretString] of Object.entries(secrets)) t.emulator.secrets.put({ arn: arn(name), secretString });
  const error: unknown = await start(t, arn('good'), arn('text'), arn('list'), arn('partial'), arn('missing')).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'ValidationException', reason: 'FieldValidationFailed' });
  const { fieldList } = Object(error);
  expect(fieldList.map(({ name, message }: Record<string, string>) => `${name}: ${message}`)).toMatchInlineSnapshot(`
    [
      "proxyConfiguration.proxies[1].externalProxy.credentials.basicAuth.secretArn: The secret is not JSON; it must be {"username": "…", "password": "…"}.",
      "proxyConfiguration.proxies[2].externalProxy.credentials.basicAuth.secretArn: The secret is JSON but not an object; it must be {"username": "…", "password": "…"}.",
      "proxyConfiguration.proxies[3].externalProxy.credentials.basicAuth.secretArn: The secret has no \`password\`.",
      "proxyConfiguration.proxies[4].externalProxy.credentials.basicAuth.secretArn: The secret does not exist.",
    ]
  `);
  expect(JSON.stringify([error, Object(error).message])).not.toContain('canary');
  expect(t.pool.taken).toHaveLength(0);
});

it.each([
  ['a colon in the user name', { username: 'us:er', password: 'pass' }],
  ['a space in the password', { username: 'user', password: 'pa ss' }],
  ['a user name of 257 characters', { username: 'u'.repeat(257), password: 'pass' }],
  ['an empty password', { username: 'user', password: '' }],
])('refuses %s', async (_what, secret) => {
  await using t = await runEmulator();
  t.emulator.secrets.put({ arn: arn('bad'), secretString: JSON.stringify(secret) });
  await expect(start(t, arn('bad'))).rejects.toMatchObject({
    fieldList: [{ name: 'proxyConfiguration.proxies[0].externalProxy.credentials.basicAuth.secretArn' }],
  });
});

/** Every way in which text could turn up in an answer or a log. */
const disguises = (text: string) => [
  text,
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(text).toString('base64url'),
  Buffer.from(text).toString('hex'),
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
];

it('lets no credential out into an answer, an event or an error', async () => {
  const username = 'canary+user=name';
  const password = 'canary#pass%word&';
  const broken = 'canary"broken';
  const heard: string[] = [];
  const pool = fakePool((browser) => {
    // The third browser fails, with an error that quotes what it was given.
    if (browser.processId !== 3) return;
    browser.configure = (egress) => {
      throw new Error(`bad egress ${JSON.stringify([...(egress?.credentials ?? [])])}`);
    };
  });
  {
    await using t = await runEmulator({}, pool);
    const hear = async (sent: Promise<unknown>) => {
      const outcome: unknown = await sent.catch((error: unknown) => error);
      heard.push(JSON.stringify(outcome), String(outcome), String(Object(outcome).stack));
    };
    const good = await t.secretsManager.send(
      new CreateSecretCommand({ Name: 'good', SecretString: JSON.stringify({ username, password }) }),
    );
    const bad = t.emulator.secrets.put({
      name: 'bad',
      secretString: `{"username":"${broken}","password":"${password}"}`,
    });
    const worse = t.emulator.secrets.put({ name: 'worse', secretString: `{"username":"a b${username}"}` });

    const session = await start(t, good.ARN);
    const url = session.streams?.automationStream?.streamEndpoint ?? '';
    await hear(t.client.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId: session.sessionId })));
    await hear(start(t, good.ARN));
    await hear(start(t, good.ARN));
    await hear(start(t, bad, worse));
    await hear(t.secretsManager.send(new CreateSecretCommand({ Name: 'good', SecretString: broken })));
    await hear(t.secretsManager.send(new CreateSecretCommand({ Name: 'a b', SecretString: broken })));
    await hear(t.secretsManager.send(new GetSecretValueCommand({ SecretId: 'none' })));
    await openStream(t.emulator, url);
    await hear(refusedStream(t.emulator, url));
    heard.push(JSON.stringify([session, t.events]));
    for (const told of ['InternalServerException', '"type":"fault"', '"type":"stream-refused"']) {
      expect(heard.join()).toContain(told);
    }
    for (const secret of [
      t.emulator.credentials.secretAccessKey,
      username,
      password,
      broken,
      `${username}:${password}`,
    ]) {
      for (const disguise of disguises(secret)) expect(heard.join()).not.toContain(disguise);
    }
  }
});
