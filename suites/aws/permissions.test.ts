import { expect, test } from 'vitest';
import { fakePool } from '../../harness/emulator/testing/fake-pool.ts';
import { startAwsWorld } from './testing/aws-world.ts';
import { verify, writeInputs } from './testing/inputs.ts';

const BROWSER = 'arn:aws:bedrock-agentcore:us-east-1:aws:browser/aws.browser.v1';
const SECRETS = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:acpc-*';
const SESSIONS = ['StartBrowserSession', 'GetBrowserSession', 'StopBrowserSession', 'ListBrowserSessions'];

/** An identity policy that allows these actions on the browser, and these on secrets of runs. */
const policy = (browserActions: readonly string[], secretActions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: browserActions.map((action) => `bedrock-agentcore:${action}`), Resource: BROWSER },
    { Effect: 'Allow', Action: secretActions.map((action) => `secretsmanager:${action}`), Resource: SECRETS },
  ],
});

test('verify needs these permissions and no others', async () => {
  await using world = await startAwsWorld({
    policies: [
      policy([...SESSIONS, 'ConnectBrowserAutomationStream'], ['CreateSecret', 'GetSecretValue', 'DeleteSecret']),
    ],
  });
  writeInputs(world);
  const { status, stdout } = await world.start(verify('small.json', '--schemes', 'http')).ended;
  expect(stdout).toMatch(/^CONFORMS/m);
  expect(status).toBe(0);
  expect(await world.left()).toEqual([]);
});

test('those that are missing are named before anything is made', async () => {
  await using world = await startAwsWorld({
    pool: fakePool(),
    policies: [policy(SESSIONS.slice(0, 2), ['CreateSecret'])],
  });
  writeInputs(world);
  const { status, stderr } = await world.start(verify('small.json')).ended;
  expect(stderr.match(/^ {2}\S.*/gm)).toEqual([
    '  bedrock-agentcore:ListBrowserSessions  [permission]',
    '  bedrock-agentcore:StopBrowserSession  [permission]',
    '  secretsmanager:GetSecretValue  [permission]',
  ]);
  expect(stderr).toContain('    It is not allowed.\n    fix:   Allow yourself secretsmanager:GetSecretValue');
  expect(status).toBe(2);
  expect(world.faults.sessions).toEqual([]);
});
