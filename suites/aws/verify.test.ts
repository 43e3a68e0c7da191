import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AwsWorld, startAwsWorld } from './testing/aws-world.ts';

/** A default proxy, one with credentials for a domain, and a bypass. */
const CONFIGURATION = {
  proxies: [
    {
      externalProxy: {
        server: 'corp.example.com',
        port: 8080,
        domainPatterns: ['.company.test'],
        credentials: { basicAuth: { secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:corp-AbCdEf' } },
      },
    },
    { externalProxy: { server: 'rest.example.com', port: 3128 } },
  ],
  bypass: { domainPatterns: ['.direct.test'] },
};
const VERIFY = [
  'verify',
  'configuration.json',
  '--target',
  'aws',
  '--region',
  'us-east-1',
  '--deployment',
  'deployment.json',
];

let world: AwsWorld;
beforeEach(async () => {
  world = await startAwsWorld();
  writeFileSync(world.workplace.path('configuration.json'), JSON.stringify(CONFIGURATION));
});
afterEach(async () => {
  // Whatever became of it, a command leaves nothing behind, and has reached for nothing but this machine.
  expect(await world.left()).toEqual([]);
  expect(world.escapes()).toBe('');
  await world[Symbol.asyncDispose]();
});

test('the real service, as far as the command can tell: it conforms, with every route proved', async () => {
  const { status, stdout, stderr } = await world.start(VERIFY).ended;
  expect(stderr).toContain('AWS: aws.browser.v1 in us-east-1, as arn:aws:iam::000000000000:root\n');
  expect(stderr).toContain('Budget: at most 10 sessions and 30 minutes; then everything is stopped.');
  expect(stdout).toMatch(/^CONFORMS/m);
  expect(status).toBe(0);
});
