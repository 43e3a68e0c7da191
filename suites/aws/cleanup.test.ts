import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakePool } from '../../harness/emulator/testing/fake-pool.ts';
import { type AwsWorld, startAwsWorld } from './testing/aws-world.ts';

const CLEANUP = ['cleanup', '--region', 'us-east-1'];
let world: AwsWorld;
beforeAll(async () => {
  world = await startAwsWorld({ pool: fakePool() });
  await world.startSession('acpc-abcdefgh');
  await world.startSession('acpc-abcdefgh-mine');
  await world.startSession('somebody-elses');
  await world.startSession();
  await world.createSecret('acpc-abcdefgh-1');
  await world.createSecret('acpc-abcdefgh-prod');
  await world.createSecret('acpc-payroll');
});
afterAll(() => world[Symbol.asyncDispose]());

const OTHERS = ['acpc-abcdefgh-mine', 'acpc-abcdefgh-prod', 'acpc-payroll', 'somebody-elses', undefined];
const sorted = async () => [...(await world.left())].sort();

/** Times and ids give way to words. */
const steady = (text: string) =>
  text.replace(/\d{4}-[\dT:.-]+Z/g, 'TIME').replace(/session [0-9A-Z]{26}/g, 'session ID');

test('a dry run shows what there is, and leaves it', async () => {
  const { status, stdout, stderr } = await world.start([...CLEANUP, '--dry-run']).ended;
  expect(stderr).toBe('');
  expect(steady(stdout)).toBe(
    'session ID (acpc-abcdefgh), of TIME: would be stopped\nsecret acpc-abcdefgh-1, of TIME: would be deleted\n',
  );
  expect(status).toBe(3);
  expect((await world.left()).length).toBe(OTHERS.length + 2);
});

test('what is younger than asked for is spared', async () => {
  const { status, stdout } = await world.start([...CLEANUP, '--older-than', '5']).ended;
  expect(steady(stdout)).toBe(
    'session ID (acpc-abcdefgh), of TIME: left: too young\nsecret acpc-abcdefgh-1, of TIME: left: too young\n',
  );
  expect(status).toBe(3);
});

test('what runs have left is stopped and deleted, and nobody else’s is touched', async () => {
  const { status, stdout } = await world.start(CLEANUP).ended;
  expect(steady(stdout)).toBe(
    'session ID (acpc-abcdefgh), of TIME: stopped\nsecret acpc-abcdefgh-1, of TIME: deleted\n',
  );
  expect(status).toBe(0);
  expect(await sorted()).toEqual(OTHERS);
  expect((await world.start(CLEANUP).ended).stdout).toBe('Runs have left nothing behind.\n');
  expect(world.escapes()).toBe('');
});

test('without credentials it says what to do', async () => {
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const { status, stderr } = await world.start(CLEANUP, none).ended;
  expect(stderr).toContain('No AWS credentials were found.');
  expect(stderr).toContain('fix:   Sign in (aws sso login, aws login)');
  expect(status).toBe(2);
});

test('nothing but this machine is within reach of these tests', async () => {
  const { status, stderr } = await world.start(['cleanup', '--region', 'eu-west-1']).ended;
  expect(stderr).toContain('    AWS could not be asked: ENOTFOUND.\n    fix:   Check the network and the region');
  expect(status).toBe(2);
  expect(world.escapes()).toBe('sts.eu-west-1.amazonaws.com:443\n');
});
