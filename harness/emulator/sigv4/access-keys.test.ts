import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { expect, it } from 'vitest';
import { loadAccess } from '../access/load-access.ts';
import type { Credentials } from '../access/principal.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { list } from '../testing/session-calls.ts';

const everything = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }];
const ada = { accessKeyId: 'AKIDADA1', secretAccessKey: 'ada-secret' };
const bob = { accessKeyId: 'ASIABOB1', secretAccessKey: 'bob-secret', sessionToken: 'bob+token/==' };
const access = loadAccess({
  accounts: {
    '111122223333': {
      users: { ada: { accessKeys: [ada], policies: everything } },
      roles: { runner: { accessKeys: [bob], policies: everything } },
    },
  },
});

const listWith = async (t: RunningEmulator, credentials: Credentials) => {
  const { endpoint, region } = t.emulator;
  const client = new BedrockAgentCoreClient({ endpoint, region, credentials, maxAttempts: 1 });
  try {
    return await list({ ...t, client });
  } finally {
    client.destroy();
  }
};

it('accepts every access key with its own secret key, and temporary ones with their session token', async () => {
  await using t = await runEmulator({ access });
  for (const credentials of [t.emulator.credentials, ada, bob]) {
    expect(await listWith(t, credentials)).toMatchObject({ items: [] });
  }
});

it('refuses the key of one with the secret key of another', async () => {
  await using t = await runEmulator({ access });
  const mixed = { ...ada, secretAccessKey: bob.secretAccessKey };
  await expect(listWith(t, mixed)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
});

it('refuses a session token that is missing, wrong, or not called for', async () => {
  await using t = await runEmulator({ access });
  const { accessKeyId, secretAccessKey } = bob;
  for (const credentials of [
    { accessKeyId, secretAccessKey },
    { ...bob, sessionToken: 'another' },
    { ...ada, sessionToken: 'bob+token/==' },
  ]) {
    await expect(listWith(t, credentials)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  }
});
