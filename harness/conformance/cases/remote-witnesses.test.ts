import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawClient } from '../../../proxies/fixtures/raw-client.ts';
import { startDeployedWitnesses } from '../../deployment/deployed-witnesses.ts';
import { type RunningDeployment, runDeployment } from '../../deployment/testing/running-deployment.ts';
import { Ledger } from '../../evidence/ledger.ts';
import { probeId } from '../../matrix/marker.ts';
import { DEPLOYED_CLOCK_MILLISECONDS } from '../clocks.ts';
import { remoteWitnesses } from './remote-witnesses.ts';
import type { SceneProxy, SharedWitnesses, WantedWitnesses } from './scene-witnesses.ts';

let running: RunningDeployment;
let shared: SharedWitnesses;
beforeEach(async () => {
  running = await runDeployment(2);
  shared = await remoteWitnesses({
    count: 2,
    clockTolerance: DEPLOYED_CLOCK_MILLISECONDS,
    start: (configuration, recorder) => startDeployedWitnesses(configuration, running.deployment, recorder, 'run-a'),
  });
});
afterEach(async () => {
  await shared[Symbol.asyncDispose]();
  await running[Symbol.asyncDispose]();
});

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
  expect(first.ledger.proxySightings().map(({ proxy, outcome }) => `${proxy} ${outcome}`)).toEqual([
    'guarded:8080 authentication-required',
    'open:8080 established',
  ]);
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
