import { afterEach, beforeEach, expect, test } from 'vitest';
import { example, Workplace } from '../cli/testing/command-line.ts';

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
