import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { collectRecords, type InstrumentedProxy, startInstrumentedProxy } from '../../../proxies/index.ts';
import { Workplace } from '../testing/command-line.ts';
import { recordsOf, statusThrough, witnessing } from '../testing/witness-command.ts';

const CREDENTIALS = { username: 'acpc.user', password: 'p4ss-W0rd.of_the.proxy' };
const RIGHT = `${CREDENTIALS.username}:${CREDENTIALS.password}`;

let proxy: InstrumentedProxy;
let where: string;
let work: Workplace;
beforeAll(async () => {
  const access = { kind: 'basic', ...CREDENTIALS } as const;
  // It leads nowhere, and says so with 502.
  const dial = () => ({ host: '127.0.0.1', port: 1 });
  proxy = await startInstrumentedProxy({ name: 'somebody’s', sink: collectRecords(), access, dial });
  where = `127.0.0.1:${proxy.address.port}`;
});
afterAll(() => proxy[Symbol.asyncDispose]());
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => work[Symbol.dispose]());

test('says where it listens and what is behind it; ends at SIGTERM with 0', async () => {
  const running = work.start(['tap', where]);
  const line = await running.line(/listens/);
  running.process.kill('SIGTERM');
  const { status, stdout, stderr } = await running.ended;
  expect(line).toMatch(/^The tap listens on 127\.0\.0\.1:\d+ and passes everything on to 127\.0\.0\.1:\d+\.$/);
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: '',
    stderr: `${line}\n\nSIGTERM: stopping what was started. Once more ends at once.\n`,
  });
});

test('records what goes by; of credentials only whether there were any', async () => {
  const tap = await witnessing(work, ['tap', where]);
  expect(tap.facts).toEqual({ tap: tap.facts.tap, proxy: proxy.address });
  const statuses = [
    await statusThrough(tap.facts.tap, 'http://a.test/'),
    await statusThrough(tap.facts.tap, 'http://a.test/', RIGHT),
  ];
  const { status, stdout, stderr } = await tap.interrupt();
  expect({ status, statuses }).toEqual({ status: 0, statuses: [407, 502] });
  const requests = recordsOf(stdout).filter((record) => record.type === 'request');
  expect(requests).toMatchObject([
    { proxy: where, authority: 'a.test:80', credentials: 'absent', outcome: 'authentication-required', status: 407 },
    { proxy: where, authority: 'a.test:80', credentials: 'present', outcome: 'relayed', status: 502 },
  ]);
  for (const form of [CREDENTIALS.password, CREDENTIALS.username, Buffer.from(RIGHT).toString('base64')]) {
    expect(`${stdout}${stderr}`).not.toContain(form);
  }
});

test('with an agent, records are had from there too', async () => {
  const token = 'a-token-of-enough-length';
  const tap = await witnessing(work, ['tap', where, '--agent-port', '0'], { ACPC_AGENT_TOKEN: token });
  await statusThrough(tap.facts.tap, 'http://a.test/', RIGHT);
  const url = `http://127.0.0.1:${tap.facts.agent.port}/records`;
  const pulled = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
  const { stdout, stderr } = await tap.interrupt();
  const [first] = recordsOf(pulled);
  expect(first).toMatchObject({ proxy: where, authority: 'a.test:80', credentials: 'present' });
  // Its end is written when both of its connections are closed, which may be later.
  expect(recordsOf(stdout).slice(0, recordsOf(pulled).length)).toEqual(recordsOf(pulled));
  expect(`${stdout}${stderr}`).not.toContain(token);
});

test('a proxy that is not there is in the records', async () => {
  const tap = await witnessing(work, ['tap', '127.0.0.1:1', '--name', 'gone']);
  const client = connect(tap.facts.tap.port, tap.facts.tap.host).on('error', () => undefined);
  client.write('CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n');
  await new Promise((resolve) => client.once('close', resolve));
  const { stdout } = await tap.interrupt();
  expect(recordsOf(stdout)).toMatchObject([
    { proxy: 'gone', outcome: 'unreachable', detail: 'The tap could not connect to the proxy: ECONNREFUSED.' },
    { type: 'end' },
  ]);
});
