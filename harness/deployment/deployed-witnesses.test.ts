import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawClient } from '../../proxies/fixtures/raw-client.ts';
import { takeClosedPort } from '../conformance/cases/closed-port.ts';
import { DEPLOYED_CLOCK_MILLISECONDS } from '../conformance/clocks.ts';
import { Ledger } from '../evidence/ledger.ts';
import { probeId } from '../matrix/marker.ts';
import { startDeployedWitnesses } from './deployed-witnesses.ts';
import { type RunningDeployment, runDeployment } from './testing/running-deployment.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:guarded-AbCdEf';
const CONFIGURATION = {
  proxies: [
    { externalProxy: { server: 'guarded.test', port: 8080, credentials: { basicAuth: { secretArn: ARN } } } },
    { externalProxy: { server: 'open.test', port: 3128 } },
  ],
};
let running: RunningDeployment;
beforeAll(async () => {
  running = await runDeployment(2);
});
afterAll(() => running[Symbol.asyncDispose]());

const start = (runId: string, ledger = new Ledger(), deployment = running.deployment) =>
  startDeployedWitnesses(CONFIGURATION, deployment, ledger, runId);

test('they play the configuration’s proxies, and the join holds', async () => {
  const ledger = new Ledger(DEPLOYED_CLOCK_MILLISECONDS);
  const marker = probeId('abcdefgh', 1);
  await using witnesses = await start('run-a', ledger);
  const [guarded] = witnesses.proxies;
  const deployed = running.deployment.proxies.map(({ server, port }) => ({ server, port }));
  expect(witnesses.configuration.proxies.map(({ externalProxy }) => externalProxy)).toMatchObject(deployed);
  await guarded?.behave({ kind: 'normal' });
  const { username = '', password = '' } = witnesses.secrets.get(ARN) ?? {};
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  for (const header of ['', `Proxy-Authorization: Basic ${basic}\r\n`]) {
    using client = await rawClient(guarded?.address ?? { host: '', port: 0 });
    const head = `GET http://a.example/.acpc-probe/${marker} HTTP/1.1\r\nHost: a.example\r\n${header}\r\n`;
    await client.send(head).until('\r\n\r\n');
  }
  await witnesses.settled();
  expect(ledger.proxySightings()).toMatchObject([
    { proxy: 'guarded.test:8080', index: 0, outcome: 'authentication-required', credentials: 'absent' },
    { proxy: 'guarded.test:8080', index: 0, outcome: 'established', credentials: 'valid' },
  ]);
  const [seen] = ledger.originSightings(marker);
  expect(seen && ledger.openerOf(seen)).toMatchObject({ proxy: 'guarded.test:8080' });
});

test('one run has them at a time, and nothing of it is left for the next', async () => {
  {
    await using first = await start('run-a');
    await first.proxies[1]?.behave({ kind: 'normal' });
    using client = await rawClient(first.proxies[1]?.address ?? { host: '', port: 0 });
    await client.send('GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n').until('\r\n');
    await expect(start('run-b')).rejects.toMatchObject({
      code: 'ERR_DEPLOYMENT',
      message: expect.stringMatching(/^origin: The agent at [\d.:]+ answered 409: Run run-a has it since /),
    });
  }
  const ledger = new Ledger();
  await using next = await start('run-b', ledger);
  await next.settled();
  expect([ledger.proxySightings(), ledger.unmarkedOriginSightings()]).toEqual([[], []]);
});

test('too few of them, or another origin than the file’s, are said to be so', async () => {
  const { deployment } = running;
  await expect(start('run-a', undefined, { ...deployment, proxies: deployment.proxies.slice(1) })).rejects.toThrow(
    'The configuration has 2 proxies, and there are 1 deployed.',
  );
  const origin = { ...deployment.origin, publicKeyHash: 'another' };
  await expect(start('run-a', undefined, { ...deployment, origin })).rejects.toThrow(
    'origin.publicKeyHash: The origin has another key; the file is of an earlier start.',
  );
  await using _free = await start('run-c');
});

test('the one that is down is named, and the others are given back', async () => {
  using closed = await takeClosedPort();
  const [first, second] = running.deployment.proxies;
  if (first === undefined || second === undefined) throw new RangeError('There are two.');
  const proxies = [first, { ...second, agent: { ...second.agent, ...closed.address } }];
  for (const _attempt of [1, 2]) {
    await expect(start('run-a', undefined, { ...running.deployment, proxies })).rejects.toThrow(
      /^proxies\[1\]: The agent at 127\.0\.0\.1:\d+ did not answer \(ECONNREFUSED\)\.$/,
    );
  }
});
