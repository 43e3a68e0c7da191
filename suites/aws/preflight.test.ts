import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runTap } from '../../harness/deployment/testing/running-deployment.ts';
import { readFaultArgument } from '../../harness/emulator/faults/read-fault.ts';
import { fakePool } from '../../harness/emulator/testing/fake-pool.ts';
import { createOriginCertificate } from '../../harness/origin/certificate.ts';
import { type AwsWorld, startAwsWorld } from './testing/aws-world.ts';
import { verify, writeInputs } from './testing/inputs.ts';

const EXPIRED = readFaultArgument('expired-credentials');
/** Done while StartBrowserSession is under way. */
let atStart: () => void = () => undefined;
let world: AwsWorld;
beforeAll(async () => {
  world = await startAwsWorld({
    pool: fakePool(() => atStart()),
  });
  writeInputs(world);
});
afterEach(async () => {
  atStart = () => undefined;
  world.faults.clear();
  world.sts.refuse(undefined);
  world.sts.lag(0);
  world.writeDeployment(world.served.deployment);
  expect(await world.left()).toEqual([]);
  expect(world.escapes()).toBe('');
});
afterAll(() => world[Symbol.asyncDispose]());

test('expired credentials are one problem, with what to do, before anything is made', async () => {
  world.sts.refuse('ExpiredToken');
  const { status, stdout, stderr } = await world.start(verify('small.json')).ended;
  expect(stderr).toBe(`target aws: 1 problem

  credentials  [identity]
    AWS refused them: ExpiredToken.
    fix:   They have expired: sign in again (aws sso login, aws login), or get new ones.
`);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(world.faults.sessions).toEqual([]);
});

test('no credentials at all', async () => {
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const { status, stderr } = await world.start(verify('small.json'), none).ended;
  expect(stderr).toContain('    No AWS credentials were found.\n    fix:   Sign in (aws sso login, aws login)');
  expect(status).toBe(2);
});

test('everything that is in the way is said at once', async () => {
  const { deployment } = world.served;
  const [first, second, third] = deployment.proxies;
  if (second === undefined) throw new RangeError('There are three.');
  const { certificate } = await createOriginCertificate();
  await using another = await runTap(1, ['127.0.0.1']);
  world.sts.lag(600_000);
  world.writeDeployment({
    ...deployment,
    domain: 'conformance.test',
    origin: { ...deployment.origin, host: '127.0.0.2' },
    proxies: [
      { ...first, agent: { ...first?.agent, certificate } },
      { ...second, agent: { ...second.agent, port: 1 } },
      { ...third, agent: another.tap.agent },
    ],
    taps: [{ server: 'squid', port: 3128, egress: ['127.0.0.1'], agent: second.agent }],
  });
  const { status, stderr } = await world.start(verify('small.json', '--browser', 'nobodys-browser')).ended;
  expect(stderr.replace(/:\d{4,5}\b/g, ':PORT').replace(/[a-z2-7]{8}\.conf/, 'NAME.conf')).toMatchInlineSnapshot(`
    "target aws: 7 problems

      clock  [clock]
        This machine's clock is 10 minutes ahead of that of AWS.
        fix:   Set it, or let it be set (NTP); AWS refuses requests otherwise.

      --browser  [browser]
        There is no browser nobodys-browser in this region and account.
        fix:   Check the identifier, --region, and whose credentials these are.

      proxies[0].agent  [deployment]
        The agent at 127.0.0.1:PORT has another certificate than the one that it is to be known by.
        fix:   Take the file that the running proxies serve has written: every start makes new tokens and certificates.

      proxies[1].agent  [deployment]
        The agent at 127.0.0.1:1 did not answer (ECONNREFUSED).
        fix:   Start proxies serve there, and let this machine reach the port.

      proxies[2].agent  [deployment]
        The agent at 127.0.0.1:PORT is not that of a proxy.
        fix:   Take the file that the running proxies serve has written.

      taps[0].agent  [deployment]
        The agent at 127.0.0.1:PORT is not that of a tap.
        fix:   Take the file that the running proxies serve has written.

      domain  [dns]
        NAME.conformance.test leads to 127.0.0.1, and the origin is at 127.0.0.2.
        fix:   Add a wildcard record *.conformance.test for 127.0.0.2, or take domain out of the file: then only requests through proxies are proved.
    "
  `);
  expect(status).toBe(2);
});

test('credentials that expire in the middle: the run says so and what it leaves, and cleanup finds that', async () => {
  atStart = () => world.faults.add(EXPIRED);
  const { status, stdout } = await world.start(verify('small.json')).ended;
  expect(stdout).toMatch(
    /^INCONCLUSIVE {2}The run broke off: The security token included in the request is expired\. Not all that the run has made at AWS could be removed \(ExpiredTokenException\): run agentcore-proxy-conformance cleanup --region us-east-1\.$/m,
  );
  expect(status).toBe(3);
  world.faults.clear();
  // Secrets Manager still knew the credentials.
  expect(await world.left()).toEqual([expect.stringMatching(/^acpc-[a-z2-7]{8}$/)]);
  expect(await world.start(['cleanup', '--region', 'us-east-1']).ended).toMatchObject({ status: 0 });
});

test('interrupted while its session starts, it waits for it and stops it', async () => {
  const running = world.start(verify('small.json'));
  atStart = () => void running.process.kill('SIGINT');
  const { status, stdout } = await running.ended;
  expect(stdout).toMatch(/^INCONCLUSIVE {2}The run was interrupted\.$/m);
  expect(status).toBe(3);
  expect(world.faults.sessions.at(-1)).toMatchObject({ status: 'TERMINATED', end: { cause: 'stopped' } });
});
