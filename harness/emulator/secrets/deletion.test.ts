import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

const DAY = 24 * 60 * 60 * 1000;
const SecretId = 'proxy';

const scene = async (clock = new ManualClock()) => {
  const t = await runEmulator({ clock });
  t.emulator.secrets.put({ name: SecretId, secretString: 'value' });
  return t;
};
const remove = ({ secretsManager }: RunningEmulator, input: object = {}) =>
  secretsManager.send(new DeleteSecretCommand({ SecretId, ...input }));
const read = ({ secretsManager }: RunningEmulator) => secretsManager.send(new GetSecretValueCommand({ SecretId }));
const describeIt = ({ secretsManager }: RunningEmulator) =>
  secretsManager.send(new DescribeSecretCommand({ SecretId }));
const marked = {
  name: 'InvalidRequestException',
  message: "You can't perform this operation on the secret because it was marked for deletion.",
};

it.each([
  [{}, 30],
  [{ RecoveryWindowInDays: 7 }, 7],
])('a secret deleted with %j can be restored for %i days', async (input, days) => {
  const clock = new ManualClock();
  await using t = await scene(clock);
  const now = clock.now().getTime();
  const { DeletionDate } = await remove(t, input);
  expect(DeletionDate?.getTime()).toBe(now + days * DAY);
  await expect(read(t)).rejects.toMatchObject(marked);
  await expect(t.secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: 'x' }))).rejects.toMatchObject(
    marked,
  );
  await expect(
    t.secretsManager.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'x' })),
  ).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
  });
  await expect(remove(t)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  expect((await describeIt(t)).DeletedDate?.getTime()).toBe(now);

  await t.secretsManager.send(new RestoreSecretCommand({ SecretId }));
  expect(await read(t)).toMatchObject({ SecretString: 'value' });
  expect(await describeIt(t)).not.toHaveProperty('DeletedDate');
});

it('a secret is gone when its recovery window is over', async () => {
  const clock = new ManualClock();
  await using t = await scene(clock);
  await remove(t, { RecoveryWindowInDays: 7 });
  clock.advance(7 * DAY - 1);
  expect(t.emulator.secrets.find(SecretId)).toBeDefined();
  clock.advance(1);
  expect(t.emulator.secrets.find(SecretId)).toBeUndefined();
});

it('a forced deletion takes effect at once, and needs no secret', async () => {
  await using t = await scene();
  await remove(t, { ForceDeleteWithoutRecovery: true });
  await expect(read(t)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await remove(t, { ForceDeleteWithoutRecovery: true })).toMatchObject({ Name: SecretId });
  await expect(remove(t)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await t.secretsManager.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'new' }));
});

it.each([
  [
    { ForceDeleteWithoutRecovery: true, RecoveryWindowInDays: 7 },
    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
  ],
  [{ RecoveryWindowInDays: 6 }, 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).'],
  [{ RecoveryWindowInDays: 31 }, 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).'],
])('%j is refused', async (input, message) => {
  await using t = await scene();
  await expect(remove(t, input)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
});
