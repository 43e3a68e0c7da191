import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpOrigin, type Origin } from '../fixtures/origins.ts';
import { rawClient } from '../fixtures/raw-client.ts';
import { type InstrumentedProxy, startInstrumentedProxy } from '../instrumented-proxy.ts';
import { formatAuthority } from '../protocol/authority.ts';
import type { RequestRecord } from '../record.ts';
import { collectRecords, type RecordCollection } from '../sinks/collect-records.ts';
import { AgentClient } from './agent-client.ts';
import { connectRemoteProxy } from './remote-proxy.ts';
import { connectRemoteTap, type RemoteTap } from './remote-tap.ts';
import { type ProxyProcess, startProxyProcess } from './testing/proxy-process.ts';

const PAGE = 'GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n';
const TUNNEL = 'CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n';

let origin: Origin;
/** Stands for the proxy that is somebody's own. */
let real: InstrumentedProxy;
/** What that has recorded. */
let behind: RecordCollection;
let running: ProxyProcess;
let sink: RecordCollection;
let tap: RemoteTap;
beforeEach(async () => {
  origin = await httpOrigin((_request, response) => response.end('from the origin'));
  behind = collectRecords();
  real = await startInstrumentedProxy({ name: 'real', access: { kind: 'open' }, sink: behind, dial: () => origin });
  running = await startProxyProcess({ TAP_NAME: 'squid', TAP_PROXY: formatAuthority(real.address) }, 'tap');
  sink = collectRecords();
  tap = await connectRemoteTap({ agent: running.agent, sink });
});
afterEach(async () => {
  await tap[Symbol.asyncDispose]();
  await running[Symbol.asyncDispose]();
  await real[Symbol.asyncDispose]();
  await origin[Symbol.asyncDispose]();
});

const requests = (): readonly RequestRecord[] => sink.records.filter((record) => record.type === 'request');

test('hands over what it has seen: the names asked for, and both ends of its own connection to the proxy', async () => {
  using client = await rawClient(tap.address);
  await client.send(PAGE).until('from the origin');
  await tap.settled();
  expect([tap.name, requests()]).toMatchObject([
    'squid',
    [{ proxy: 'squid', kind: 'forward', authority: 'a.example:80', credentials: 'absent', outcome: 'relayed' }],
  ]);
  const [arrived] = behind.records.filter((record) => record.type === 'request');
  expect(requests()[0]?.relay).toEqual({
    local: arrived?.client,
    remote: { address: real.address.host, port: real.address.port },
  });
});

test('credentials that come to an open proxy are none of its own, and are in no record', async () => {
  using client = await rawClient(tap.address);
  const basic = `Basic ${Buffer.from('user:pa55word').toString('base64')}`;
  await client.send(PAGE.replace('\r\n\r\n', `\r\nProxy-Authorization: ${basic}\r\n\r\n`)).until('from the origin');
  await tap.settled();
  expect(requests()).toMatchObject([{ credentials: 'invalid' }]);
  expect(JSON.stringify(sink.records)).not.toContain(basic);
});

test('takes a name, ends connections, and is as at its start again', async () => {
  await tap.rename('wide:8080');
  using tunnel = await rawClient(tap.address);
  await tunnel.send(TUNNEL).until('\r\n\r\n');
  expect(await tap.openConnections()).toBe(1);
  await tap.disconnect();
  expect(await tunnel.rest()).toBe('');
  using another = await rawClient(tap.address);
  await another.send(TUNNEL).until('\r\n\r\n');
  await tap.settled();
  await tap.reset();
  expect(await another.rest()).toBe('');
  using last = await rawClient(tap.address);
  await last.send(PAGE).until('from the origin');
  await tap.settled();
  expect(requests().map(({ proxy }) => proxy)).toEqual(['wide:8080', 'wide:8080', 'squid']);
});

test('one run has it at a time, and nothing of that is left for the next', async () => {
  const hold = new AgentClient(running.agent).call('POST', '/hold', { run: 'run-a' });
  const { token, last } = (await hold) as { readonly token: string; readonly last: number };
  {
    const held = { ...running.agent, token };
    await using mine = await connectRemoteTap({ agent: held, after: last, sink: collectRecords() });
    await mine.rename('run-a’s');
    const another = connectRemoteTap({ agent: running.agent, sink: collectRecords() });
    await expect(another.then((one) => one.rename('run-b’s'))).rejects.toThrow(/answered 409: Run run-a has it since /);
    await new AgentClient(held).call('DELETE', '/hold');
  }
  await using next = await connectRemoteTap({ agent: running.agent, sink: collectRecords() });
  expect(next.name).toBe('squid');
});

test('is not taken for a proxy that can be told what to do', async () => {
  await expect(connectRemoteProxy({ agent: running.agent, sink: collectRecords() })).rejects.toMatchObject({
    code: 'ERR_AGENT_REFUSED',
    message: `The agent at 127.0.0.1:${running.agent.port} is not that of a proxy.`,
  });
  await using proxy = await startProxyProcess({});
  await expect(connectRemoteTap({ agent: proxy.agent, sink: collectRecords() })).rejects.toThrow(
    `The agent at 127.0.0.1:${proxy.agent.port} is not that of a tap.`,
  );
});

test('a tap that dies is heard of', async () => {
  const broken = new Promise((resolve) => {
    void connectRemoteTap({ agent: running.agent, sink: collectRecords(), onBroken: resolve }).then(() =>
      running.process.kill('SIGKILL'),
    );
  });
  expect(await broken).toMatchObject({ code: 'ERR_AGENT_RECORDS_LOST' });
  if (running.process.signalCode === null) await once(running.process, 'exit');
  await expect(tap.settled()).rejects.toMatchObject({ name: 'AgentError' });
});
