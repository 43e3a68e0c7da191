import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawClient } from '../../../proxies/fixtures/raw-client.ts';
import { collectRecords, startInstrumentedProxy } from '../../../proxies/index.ts';
import { startDeployedTaps } from '../../deployment/deployed-taps.ts';
import { startDeployedWitnesses } from '../../deployment/deployed-witnesses.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { type RunningDeployment, runDeployment, runTap } from '../../deployment/testing/running-deployment.ts';
import { Ledger } from '../../evidence/ledger.ts';
import { probeId } from '../../matrix/marker.ts';
import { DEPLOYED_CLOCK_MILLISECONDS } from '../clocks.ts';
import { remoteWitnesses } from './remote-witnesses.ts';
import type { SceneProxy, SharedWitnesses, WantedWitnesses } from './scene-witnesses.ts';

let running: RunningDeployment;
let shared: SharedWitnesses;
beforeEach(async () => {
  running = await runDeployment(2);
  shared = await take(running.deployment);
});
afterEach(async () => {
  await shared[Symbol.asyncDispose]();
  await running[Symbol.asyncDispose]();
});

/** Takes the two proxies and the taps of a deployment. */
function take(deployment: Deployment): Promise<SharedWitnesses> {
  return remoteWitnesses({
    count: 2,
    clockTolerance: DEPLOYED_CLOCK_MILLISECONDS,
    start: (configuration, recorder) => startDeployedWitnesses(configuration, deployment, recorder, 'run-a'),
    startTaps: (record) => startDeployedTaps(deployment, record, 'run-a'),
  });
}

const PASSWORD = 'a-canary-of-its-own';

/** A scene's wishes: proxies of these names, the first of them with Basic authentication. */
function wanted(runId: string, ...names: readonly string[]): WantedWitnesses {
  return {
    runId,
    shown: { proxies: names.map((server) => ({ externalProxy: { server, port: 8080 } })) },
    access: names.map((_, index) =>
      index === 0 ? { kind: 'basic', username: 'user', password: PASSWORD } : { kind: 'open' },
    ),
    canaries: [PASSWORD],
    ledger: new Ledger(shared.clockTolerance),
  };
}

/** Asks for a page through a proxy. @returns the status. */
async function ask({ address }: SceneProxy, marker: string, header = ''): Promise<string | undefined> {
  using client = await rawClient(address);
  const head = `GET http://a.test/.acpc-probe/${marker} HTTP/1.1\r\nHost: a.test\r\n${header}\r\n`;
  return (await client.send(head).until('\r\n')).split(' ')[1];
}

test('scenes use the same proxies one after the other, each with its own names, access and sightings', async () => {
  const first = wanted('aaaaaaaa', 'guarded', 'open');
  const second = wanted('bbbbbbbb', 'other');
  {
    await using scene = await shared.take(first);
    const [guarded, open] = scene.proxies;
    await Promise.all(scene.proxies.map((proxy) => proxy.behave({ kind: 'normal' })));
    expect(guarded && (await ask(guarded, 'aaaaaaaa-1'))).toBe('407');
    expect(open && (await ask(open, 'aaaaaaaa-2', `X-Note: ${PASSWORD}\r\n`))).toBe('200');
    await scene.settled();
  }
  {
    await using scene = await shared.take(second);
    const [other] = scene.proxies;
    await other?.behave({ kind: 'normal' });
    const basic = Buffer.from(`user:${PASSWORD}`).toString('base64');
    expect(other && (await ask(other, 'bbbbbbbb-1', `Proxy-Authorization: Basic ${basic}\r\n`))).toBe('200');
    await scene.settled();
  }
  // What several agents hand over arrives in any order.
  expect(
    first.ledger
      .proxySightings()
      .map(({ proxy, outcome }) => `${proxy} ${outcome}`)
      .sort(),
  ).toEqual(['guarded:8080 authentication-required', 'open:8080 established']);
  expect(first.ledger.leaks()).toMatchObject([{ marker: 'aaaaaaaa-2', leakedHeaders: ['x-note'] }]);
  expect(second.ledger.proxySightings()).toMatchObject([{ proxy: 'other:8080', index: 0 }]);
  const [seen] = second.ledger.originSightings(probeId('bbbbbbbb', 1));
  expect(seen && second.ledger.openerOf(seen)).toMatchObject({ proxy: 'other:8080' });
});

test('more proxies than there are is not applicable', async () => {
  await expect(shared.take(wanted('aaaaaaaa', 'one', 'two', 'three'))).rejects.toMatchObject({
    code: 'ERR_NOT_APPLICABLE',
    message: 'It takes 3 proxies, and 2 are deployed.',
  });
});

test('a witness that dies is found out before anything is judged', async () => {
  const scene = await shared.take(wanted('aaaaaaaa', 'one'));
  const [process] = running.proxies;
  process?.kill('SIGKILL');
  if (process) await once(process, 'exit');
  await expect(scene.settled()).rejects.toMatchObject({ name: 'AgentError' });
  await expect(scene[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'ERR_AGENT_UNREACHABLE' });
});

/** The same witnesses, and a real proxy behind a tap. */
async function withRealProxy() {
  await shared[Symbol.asyncDispose]();
  const { host, httpPort: port } = running.deployment.origin;
  const sink = collectRecords();
  const real = await startInstrumentedProxy({
    name: 'real',
    access: { kind: 'open' },
    sink,
    dial: () => ({ host, port }),
  });
  const tap = await runTap(real.address.port, ['127.0.0.9']);
  shared = await take({ ...running.deployment, taps: [tap.tap] });
  return {
    tap,
    requests: () => sink.records.filter(({ type }) => type === 'request').length,
    async [Symbol.asyncDispose]() {
      await tap[Symbol.asyncDispose]();
      await real[Symbol.asyncDispose]();
    },
  };
}

test('a real proxy plays what nobody is told, under the scene’s name, and its tap’s records are the scene’s', async () => {
  await using real = await withRealProxy();
  const first = { ...wanted('aaaaaaaa', 'guarded', 'open'), asTheyAre: [1] };
  {
    await using scene = await shared.take(first);
    const [guarded, open] = scene.proxies;
    expect([open?.name, open?.address.port]).toEqual(['open:8080', real.tap.tap.port]);
    await guarded?.behave({ kind: 'normal' });
    await open?.behave({ kind: 'normal' });
    await expect(async () => open?.behave({ kind: 'refuse' })).rejects.toThrow('cannot be told to misbehave');
    expect(guarded && (await ask(guarded, 'aaaaaaaa-1'))).toBe('407');
    expect(open && (await ask(open, 'aaaaaaaa-2'))).toBe('200');
    await scene.settled();
    expect(first.ledger.tapped).toEqual([{ egress: ['127.0.0.9'], index: 1 }]);
    // Another scene meanwhile: it gets what is left, and knows of the real one all the same.
    const second = { ...wanted('bbbbbbbb', 'other'), access: [{ kind: 'open' }] as const, asTheyAre: [0] };
    await using beside = await shared.take(second);
    expect(beside.proxies[0]?.address.port).not.toBe(real.tap.tap.port);
    expect(second.ledger.tapped).toEqual([{ egress: ['127.0.0.9'] }]);
  }
  // What several agents hand over arrives in any order.
  expect(first.ledger.proxySightings().toSorted((one, other) => one.index - other.index)).toMatchObject([
    { proxy: 'guarded:8080', index: 0, outcome: 'authentication-required' },
    { proxy: 'open:8080', index: 1, outcome: 'relayed', relay: {} },
  ]);
  expect(real.requests()).toBe(1);
});

test('a scene that tells all of its proxies something gets none that is real', async () => {
  await using real = await withRealProxy();
  await using scene = await shared.take(wanted('aaaaaaaa', 'one', 'two'));
  expect(scene.proxies.map(({ address }) => address.port)).not.toContain(real.tap.tap.port);
});

test('with a real one there is one more, for scenes where it will do', async () => {
  await using _real = await withRealProxy();
  const three = wanted('aaaaaaaa', 'one', 'two', 'three');
  await expect(shared.take(three)).rejects.toThrow('It takes 3 proxies, and 2 are deployed.');
  await using scene = await shared.take({ ...three, asTheyAre: [2] });
  expect(scene.proxies.map(({ name }) => name)).toEqual(['one:8080', 'two:8080', 'three:8080']);
});

test('a tap that dies is found out before anything is judged', async () => {
  await using real = await withRealProxy();
  const scene = await shared.take({ ...wanted('aaaaaaaa', 'one'), access: [{ kind: 'open' }], asTheyAre: [0] });
  real.tap.process.kill('SIGKILL');
  await once(real.tap.process, 'exit');
  await expect(scene.settled()).rejects.toMatchObject({ name: 'AgentError' });
  await expect(scene[Symbol.asyncDispose]()).rejects.toMatchObject({ code: 'ERR_AGENT_UNREACHABLE' });
});

test('a tap that another run has ends the run before it begins, and nothing stays taken', async () => {
  await using real = await withRealProxy();
  const taps = { ...running.deployment, taps: [real.tap.tap] };
  const another = startDeployedTaps(taps, () => undefined, 'run-b');
  await expect(another).rejects.toThrow(/^taps\[0\]: The agent at [\d.:]+ answered 409: Run run-a has it since /);
  await shared[Symbol.asyncDispose]();
  await using _free = await startDeployedTaps(taps, () => undefined, 'run-b');
  await expect(take(taps)).rejects.toThrow(/^taps\[0\]: /);
  shared = await take(running.deployment);
});
