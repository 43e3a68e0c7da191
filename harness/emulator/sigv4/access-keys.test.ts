import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { expect, it } from 'vitest';
import type { AccessKey } from '../access/principal.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { list } from '../testing/session-calls.ts';

const ada: AccessKey = {
  credentials: { accessKeyId: 'AKIDADA', secretAccessKey: 'ada-secret' },
  principal: {
    arn: 'arn:aws:iam::111122223333:user/ada',
    identityArn: 'arn:aws:iam::111122223333:user/ada',
    accountId: '111122223333',
  },
};
const bob: AccessKey = {
  credentials: { accessKeyId: 'ASIABOB', secretAccessKey: 'bob-secret', sessionToken: 'bob+token/==' },
  principal: {
    arn: 'arn:aws:sts::111122223333:assumed-role/runner/bob',
    identityArn: 'arn:aws:iam::111122223333:role/runner',
    accountId: '111122223333',
  },
};

const listWith = async (t: RunningEmulator, credentials: AccessKey['credentials']) => {
  const { endpoint, region } = t.emulator;
  const client = new BedrockAgentCoreClient({ endpoint, region, credentials, maxAttempts: 1 });
  try {
    return await list({ ...t, client });
  } finally {
    client.destroy();
  }
};

it('accepts every access key with its own secret key, and temporary ones with their session token', async () => {
  await using t = await runEmulator({ accessKeys: [ada, bob] });
  for (const credentials of [t.emulator.credentials, ada.credentials, bob.credentials]) {
    expect(await listWith(t, credentials)).toMatchObject({ items: [] });
  }
});

it('refuses the key of one with the secret key of another', async () => {
  await using t = await runEmulator({ accessKeys: [ada, bob] });
  const mixed = { ...ada.credentials, secretAccessKey: bob.credentials.secretAccessKey };
  await expect(listWith(t, mixed)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
});

it('refuses a session token that is missing, wrong, or not called for', async () => {
  await using t = await runEmulator({ accessKeys: [ada, bob] });
  const { accessKeyId, secretAccessKey } = bob.credentials;
  for (const credentials of [
    { accessKeyId, secretAccessKey },
    { ...bob.credentials, sessionToken: 'another' },
    { ...ada.credentials, sessionToken: 'bob+token/==' },
  ]) {
    await expect(listWith(t, credentials)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  }
});
