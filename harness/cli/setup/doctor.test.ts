import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClosedPort, takeClosedPort } from '../../conformance/cases/closed-port.ts';
import { serveDeployment } from '../../serving/serve-deployment.ts';
import { tool } from '../../tool.ts';
import { example, Workplace } from '../testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
  mkdirSync(workplace.path('bin'));
});
afterEach(() => workplace[Symbol.dispose]());

/** A machine with what `bin` holds, no engine, no AWS. */
function machine(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const aws = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(aws.map((name) => [name, undefined])),
    PATH: workplace.path('bin'),
    HOME: workplace.folder,
    DOCKER_HOST: 'tcp://127.0.0.1:1',
    CHROMIUM_PATH: '',
    PLAYWRIGHT_BROWSERS_PATH: workplace.path('none'),
    ...more,
  };
}

function program(name: string, script = ''): void {
  writeFileSync(workplace.path('bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** What differs from machine to machine gives way to a word. */
function steady(text: string): string {
  return text
    .replaceAll(workplace.folder, 'HERE')
    .replace(process.versions.node, 'VERSION')
    .replace(/\d+ MB/g, 'N MB');
}

test('a bare machine with a browser: one screen, each lack with its fix; verify can run', async () => {
  program('chromium', 'echo Chromium 156.0.1');
  const { status, stdout, stderr } = await workplace.run(['doctor', example('several-proxies.json'), '--out', 'out'], {
    env: machine(),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(steady(stdout)).toMatchInlineSnapshot(`
    "agentcore-proxy-conformance 0.1.0

    ✓ runtime                               Node.js VERSION
    ✓ browser                               Chromium 156.0.1 at HERE/bin/chromium (installed on this machine)
    ✓ memory                                N MB available
    ✓ temporary-folder                      N MB free in HERE/tmp
    ✗ engine                                No container engine answers where DOCKER_HOST points (tcp://127.0.0.1:1).
                                            fix: Start Docker, Podman or Colima here, if you want --proxies containers; nothing else needs one.
    ✗ certutil                              There is no certutil, with which browsers are told to trust an authority.
                                            fix: Install it; on Debian it is in libnss3-tools.
    ✗ aws                                   There is no aws, the AWS CLI.
                                            fix: Install it, if you want to run the scripts that init writes.
    ✗ credentials                           None in variables or profiles; --identity would ask for the machine's own role.
                                            fix: Set AWS_PROFILE, sign in with \`aws sso login\` or \`aws login\`, or set the variables of an access key.
    ✗ endpoint                              No region is set.
                                            fix: Set AWS_REGION, or a region in your AWS profile.
    ✓ out-folder                            Reports can be written to HERE/out
    · proxy payroll-proxy.example.com:3128  Not contacted: --connect looks its name up and connects to its port.
    · proxy corp-proxy.example.com:8080     Not contacted: --connect looks its name up and connects to its port.
    · proxy partner-proxy.example.net:3129  Not contacted: --connect looks its name up and connects to its port.
    · proxy germany-proxy.example.net:8080  Not contacted: --connect looks its name up and connects to its port.
    · proxy general-proxy.example.com:8080  Not contacted: --connect looks its name up and connects to its port.

    ✓ verify
    ✗ verify --proxies containers          needs engine
    ✓ verify --proxies tap
    ✗ the same, with Secrets Manager       needs credentials, endpoint
    ✓ run
    ✗ verify and run --target aws          needs credentials
    ✓ emulate
    ✗ emulate, sessions with certificates  needs certutil
    ✗ scripts that init writes             needs aws, credentials, endpoint
    "
  `);
});

test('without a browser the main job cannot run', async () => {
  const { status, stdout } = await workplace.run(['doctor'], { env: machine() });
  expect(status).toBe(2);
  expect(stdout).toMatch(/^✗ verify +needs browser$/m);
});

test('proxies that cannot be reached are in the way of taps only', async () => {
  program('chromium', 'echo Chromium 156.0.1');
  const proxies = [{ externalProxy: { server: 'proxy.invalid', port: 3128 } }];
  writeFileSync(workplace.path('own.json'), JSON.stringify({ proxies }));
  const { status, stdout } = await workplace.run(['doctor', 'own.json', '--connect'], { env: machine() });
  expect(status).toBe(0);
  expect(stdout).toContain('✗ proxy proxy.invalid:3128  The name proxy.invalid is not known here.\n');
  expect(stdout).toMatch(/^✗ verify --proxies tap +needs proxy proxy\.invalid:3128$/m);
});

test('a deployment is asked, and where it is not there --target aws cannot run', async () => {
  program('chromium', 'echo Chromium 156.0.1');
  const served = await serveDeployment({
    host: 'localhost',
    listen: '127.0.0.1',
    proxyPorts: [0],
    originPorts: { http: 0, https: 0 },
    agentPorts: [],
  });
  writeFileSync(workplace.path('deployment.json'), JSON.stringify(served.deployment));
  const ask = () =>
    workplace.run(['doctor', '--deployment', 'deployment.json'], {
      env: machine({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'never-shown' }),
    });
  const there = await ask().finally(() => served[Symbol.asyncDispose]());
  // Where its agents were somebody else may be by now.
  using one = await takeClosedPort();
  using other = await takeClosedPort();
  const moved = <T extends { readonly agent: object }>(witness: T, { address: { port } }: ClosedPort) => ({
    ...witness,
    agent: { ...witness.agent, port },
  });
  expect(there.stdout).toContain('✓ deployment        One proxy and its origin at localhost; no direct requests\n');
  expect(there.stdout).toMatch(/^✓ verify and run --target aws$/m);
  const origin = moved(served.deployment.origin, one);
  const proxies = served.deployment.proxies.map((proxy) => moved(proxy, other));
  writeFileSync(workplace.path('deployment.json'), JSON.stringify({ ...served.deployment, origin, proxies }));
  const gone = (await ask()).stdout;
  expect(gone).toContain(
    `✗ deployment        origin.agent: The agent at localhost:${one.address.port} did not answer (ECONNREFUSED). (1 more)\n`,
  );
  expect(gone).toMatch(/^✗ verify and run --target aws +needs deployment$/m);
});

test('as JSON', async () => {
  program('chromium', 'echo Chromium 156.0.1');
  program('aws');
  const { status, stdout } = await workplace.run(['doctor', '--json'], {
    env: machine({ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'never-shown' }),
  });
  expect(status).toBe(0);
  expect(stdout).not.toContain('never-shown');
  const { checks, modes, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({ tool: { name: tool.name, version: tool.version } });
  expect(checks).toContainEqual({ id: 'aws', state: 'ok', says: workplace.path('bin', 'aws') });
  expect(modes[0]).toEqual({ mode: 'verify', missing: [] });
  expect(modes.at(-1)).toEqual({ mode: 'scripts that init writes', missing: [] });
});

test('a configuration that cannot be used is said as everywhere', async () => {
  const { status, stdout, stderr } = await workplace.run(['doctor', 'no-such.json'], { env: machine() });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('no-such.json: 1 problem\n');
});
