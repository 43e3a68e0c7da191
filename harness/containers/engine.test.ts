import { afterEach, beforeEach, expect, test } from 'vitest';
import { example, Workplace } from '../cli/testing/command-line.ts';
import { sharesLoopback } from './engine.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const remedy = 'or keep the proxies in this process with --proxies in-process.';
const start = `Start one (Docker, Podman, Colima), ${remedy}`;

test.each([
  [
    'DOCKER_HOST=tcp://127.0.0.1:1',
    `No container engine answers where DOCKER_HOST points (tcp://127.0.0.1:1). ${start}`,
  ],
  // Where an engine answers at its usual place, it is another one.
  [
    'DOCKER_HOST=unix:///nope.sock',
    `No container engine answers where DOCKER_HOST points (unix:///nope.sock). ${start}`,
  ],
  ['DOCKER_HOST=tcp://', `No container engine answers where DOCKER_HOST points (tcp://). ${start}`],
  [
    'DOCKER_CONTEXT=nope',
    `DOCKER_CONTEXT names the container engine nope, but only Docker's own client knows where that is. Say so with DOCKER_HOST="$(docker context inspect nope --format '{{.Endpoints.docker.Host}}')", ${remedy}`,
  ],
])('%s, where no engine is: the command says what to do, before anything is started', async (setting, says) => {
  const [name = '', value] = setting.split('=');
  const env = { DOCKER_HOST: undefined, DOCKER_CONTEXT: undefined, [name]: value };
  const command = ['verify', example('bypass.json'), '--proxies', 'containers'];
  const { status, stderr } = await workplace.run(command, { env });
  expect(stderr.trim().split('\n').at(-1)).toBe(says);
  expect(status).toBe(2);
});

test('only places that exist are accepted', async () => {
  const { status, stderr } = await workplace.run(['verify', example('bypass.json'), '--proxies', 'cloud']);
  expect(stderr).toContain(
    "option '--proxies <where>' argument 'cloud' is invalid. Allowed choices are in-process, containers, tap.",
  );
  expect(status).toBe(2);
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  // Inside a container with an engine of its own, the gateway of that engine's network is an address of ours.
  ['127.0.0.2', true],
  ['203.0.113.1', false],
  ['engine.example.test', false],
])('an engine at %s shares our loopback: %s', async (host, shares) => {
  expect(await sharesLoopback(host)).toBe(shares);
});
