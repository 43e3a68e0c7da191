import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readFaultArgument } from '../../harness/emulator/faults/read-fault.ts';
import { type AwsWorld, startAwsWorld } from './testing/aws-world.ts';
import { verify, writeInputs } from './testing/inputs.ts';

let world: AwsWorld;
beforeAll(async () => {
  world = await startAwsWorld();
  writeInputs(world);
});
afterEach(async () => {
  world.faults.clear();
  // Whatever became of it, a command leaves nothing behind, and has reached for nothing but this machine.
  expect(await world.left()).toEqual([]);
  expect(world.escapes()).toBe('');
});
afterAll(() => world[Symbol.asyncDispose]());

const reportOf = () => JSON.parse(readFileSync(world.workplace.path('out', 'conformance-report.json'), 'utf8'));

/** Somebody else finds the proxies, from an address of his own, and has no credentials. */
async function knock(): Promise<void> {
  for (const { port } of world.served.deployment.proxies) {
    const path = 'http://stranger.example/';
    const knocking = get({ host: '127.0.0.1', port, path, localAddress: '127.0.0.9', agent: false });
    await once(knocking, 'response').then(
      () => knocking.destroy(),
      () => undefined,
    );
  }
}

test('under the service’s own names it conforms, with every route proved, whatever strangers do', async () => {
  const running = world.start(verify('whole.json', '--out', 'out'));
  await running.line(/^probing/);
  await knock();
  const { status, stdout, stderr } = await running.ended;
  expect(stderr).toContain('AWS: aws.browser.v1 in us-east-1, as arn:aws:iam::000000000000:root\n');
  expect(stderr).toContain(
    'Budget: at most 10 sessions and 30 minutes; then everything is stopped. No session outlives that.\n',
  );
  expect(stderr).toContain(
    'Note: whole.json: proxies[0].externalProxy.credentials.basicAuth.secretArn: The secret cannot be read (ResourceNotFoundException).',
  );
  expect(stdout).toMatch(/^CONFORMS/m);
  expect(status).toBe(0);
  expect(reportOf()).toMatchObject({
    target: 'aws',
    verdict: 'conforms',
    environment: {
      endpoint: 'https://bedrock-agentcore.us-east-1.amazonaws.com',
      proxies: 'deployed at 127.0.0.1',
    },
  });
  expect(world.faults.sessions).toMatchObject([{ status: 'TERMINATED', end: { cause: 'stopped' } }]);
});

test('throttled and slow, it conforms all the same', async () => {
  world.faults.add(readFaultArgument('throttling:times=4'));
  world.faults.add(readFaultArgument('slow-start:milliseconds=1500'));
  const { status, stdout } = await world.start(verify('small.json', '--schemes', 'http')).ended;
  expect(stdout).toMatch(/^CONFORMS/m);
  expect(status).toBe(0);
  expect(world.faults.active.map(({ struck }) => struck)).toEqual([4, 1]);
});

test('where the budget is used up, the run is incomplete and all is stopped', async () => {
  const both = verify('small.json', 'small.json', '--schemes', 'http', '--max-sessions', '1');
  const { status, stdout, stderr } = await world.start(both).ended;
  expect(stderr).toContain('Budget: at most one session and 30 minutes;');
  expect(stdout).toMatch(/^CONFORMS/m);
  expect(stdout).toMatch(
    /^INCONCLUSIVE {2}The run has started one session, which is all that --max-sessions allows\.$/m,
  );
  expect(status).toBe(3);
});

test('interrupted, it stops its session, deletes its secrets and frees the witnesses', async () => {
  const running = world.start(verify('whole.json'));
  await running.line(/^probing/);
  expect((await world.left()).length).toBe(3);
  running.process.kill('SIGINT');
  const { status, stdout } = await running.ended;
  expect(stdout).toMatch(/^INCONCLUSIVE {2}The run was interrupted\.$/m);
  expect(status).toBe(3);
  expect((await world.start(verify('small.json', '--schemes', 'http')).ended).status).toBe(0);
});

test('cases run there as well; what they cannot have there is not applicable', async () => {
  const run = [
    'run',
    '--run',
    'domain-patterns/no-wildcard**',
    'fail-open/start',
    'credentials/callers-permissions**',
    'api/client-token',
    'traffic-kinds/http2',
  ];
  const there = ['--target', 'aws', '--region', 'us-east-1', '--deployment', 'deployment.json', '--max-sessions', '30'];
  const { status, stdout } = await world.start([...run, ...there]).ended;
  expect(stdout).toMatch(/^conformance cases {2}aws target · .* · 8 of 8 cells/m);
  expect(stdout).toContain('8 cells: 6 conform, 2 not applicable.');
  expect(status).toBe(0);
});

test('killed, it leaves what cleanup finds', async () => {
  const running = world.start(verify('whole.json'));
  await running.line(/^probing/);
  running.process.kill('SIGKILL');
  await running.ended;
  expect((await world.left()).length).toBe(3);
  const { status, stdout } = await world.start(['cleanup', '--region', 'us-east-1']).ended;
  expect(stdout).toMatch(/^session \w{26} \(acpc-[a-z2-7]{8}\), of .*: stopped$/m);
  expect(stdout.match(/^secret acpc-[a-z2-7]{8}-[12], of .*: deleted$/gm)).toHaveLength(2);
  expect(status).toBe(0);
});
