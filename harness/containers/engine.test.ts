import { afterEach, beforeEach, expect, test } from 'vitest';
import { example, Workplace } from '../cli/testing/command-line.ts';
import { sharesLoopback } from './engine.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

test('without an engine the command says what to do, before anything is started', async () => {
  const env = { DOCKER_HOST: 'tcp://127.0.0.1:1' };
  const { status, stderr } = await workplace.run(['verify', example('bypass.json'), '--proxies', 'containers'], {
    env,
  });
  expect(stderr.trim().split('\n').at(-1)).toBe(
    'No container engine answers where DOCKER_HOST points. Start one (Docker, Podman, Colima), or keep the proxies in this process with --proxies in-process.',
  );
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
