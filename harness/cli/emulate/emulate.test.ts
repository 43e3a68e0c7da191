import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../../emulator/faults/table.ts';
import { Workplace } from '../testing/command-line.ts';
import { emulating, runProgram } from '../testing/emulate-command.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const PLAIN = `# A local AgentCore Browser is ready. Its endpoint serves bedrock-agentcore and secretsmanager.
# Browsers: aws.browser.v1. Personality: documented. Ctrl-C or SIGTERM ends it.
# With these lines in your shell, AWS SDKs and the AWS CLI reach it:
#   aws bedrock-agentcore start-browser-session --browser-identifier aws.browser.v1
unset AWS_PROFILE AWS_SESSION_TOKEN
export AWS_ENDPOINT_URL=http://127.0.0.1:<port>
export AWS_REGION=us-east-1
export AWS_DEFAULT_REGION=us-east-1
export AWS_ACCESS_KEY_ID=EMULATED<key>
export AWS_SECRET_ACCESS_KEY=<secret>
`;

test('what it prints is all that a program of the SDKs and Playwright needs', async () => {
  const emulator = await emulating(workplace);
  const shown = emulator.output
    .replace(/(127\.0\.0\.1:)\d+/, '$1<port>')
    .replace(/(EMULATED)[0-9A-F]{12}/, '$1<key>')
    .replace(/(SECRET_ACCESS_KEY=)[\w/+=]{40}/, '$1<secret>');
  expect(shown).toBe(PLAIN);
  expect(await runProgram(workplace, emulator.output)).toEqual({
    scheme: 'ws:',
    sessionId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
    failed: 'net::ERR_TUNNEL_CONNECTION_FAILED',
    sum: 2,
  });

  emulator.process.kill('SIGTERM');
  const { status, stderr } = await emulator.ended;
  expect(status).toBe(0);
  const events = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['request-answered', 'session-started', 'stream-opened', 'session-ended', 'note']),
  );
  expect(events.find(({ operation }) => operation === 'StartBrowserSession')).toMatchObject({
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    status: 200,
  });
  const secret = /SECRET_ACCESS_KEY=(.*)/.exec(emulator.output)?.[1] ?? expect.unreachable();
  for (const credential of [secret, 'program-user', 'program-Passw0rd']) expect(stderr).not.toContain(credential);
});

test('the same over TLS as JSON, with other browsers, region and credentials', async () => {
  const own = { ACPC_ACCESS_KEY_ID: 'MADE_UP_FOR_TESTS', ACPC_SECRET_ACCESS_KEY: 'also/made+up/for=tests' };
  const args = [
    '--json',
    '--tls-name',
    'emulator.test',
    '--region',
    'eu-central-1',
    '--browser',
    'one.browser',
    'two.browser',
    '--seed',
    '5',
  ];
  const emulator = await emulating(workplace, args, own);
  const ready = JSON.parse(emulator.output);
  expect(ready).toEqual({
    environment: {
      AWS_ENDPOINT_URL: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: own.ACPC_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY: own.ACPC_SECRET_ACCESS_KEY,
      AWS_CA_BUNDLE: expect.stringContaining(workplace.temporary),
      NODE_EXTRA_CA_CERTS: ready.environment.AWS_CA_BUNDLE,
    },
    unset: ['AWS_PROFILE', 'AWS_SESSION_TOKEN'],
    browserIdentifiers: ['one.browser', 'two.browser'],
    personality: 'documented',
    seed: 5,
    faults: [],
    processId: emulator.process.pid,
  });
  const exports = Object.entries(ready.environment).map(([name, value]) => `export ${name}='${value}'`);
  const lines = [`unset ${ready.unset.join(' ')}`, ...exports].join('\n');
  expect(await runProgram(workplace, lines, 'two.browser')).toMatchObject({ scheme: 'wss:', sum: 2 });
  const socket = connect({ port: Number(new URL(ready.environment.AWS_ENDPOINT_URL).port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  expect(socket.getPeerCertificate().subjectaltname).toContain('DNS:emulator.test');
  socket.destroy();
  emulator.process.kill('SIGINT');
  expect(await emulator.ended).toMatchObject({ status: 0 });
  expect(readdirSync(workplace.temporary)).toEqual([]);
});

test('faults, their seed and the admin API are named where there are any', async () => {
  const args = ['--personality', 'observed', '--fault', 'slow-start:milliseconds=1', 'throttling:probability=0.5'];
  const quiet = ['--seed', '7', '--admin-port', '0', '--log-level', 'silent'];
  const emulator = await emulating(workplace, [...args, ...quiet]);
  const lines = emulator.output.split('\n');
  expect(lines.slice(1, 3)).toEqual([
    '# Browsers: aws.browser.v1. Personality: observed. Ctrl-C or SIGTERM ends it.',
    '# Faults: slow-start (probability 1, milliseconds 1); throttling (probability 0.5). Seed: 7.',
  ]);
  const [, url] = /ACPC_ADMIN_URL=(.*)/.exec(emulator.output) ?? [];
  const [, token] = /ACPC_ADMIN_TOKEN=(.*)/.exec(emulator.output) ?? [];
  expect((await fetch(`${url}/faults`)).status).toBe(401);
  const headers = { authorization: `Bearer ${token}` };
  expect(await (await fetch(`${url}/faults`, { headers })).json()).toMatchObject({
    seed: 7,
    faults: [{ fault: { kind: 'slow-start' } }, { fault: { kind: 'throttling' } }],
  });
  emulator.process.kill('SIGTERM');
  expect(await emulator.ended).toMatchObject({ status: 0, stderr: '' });
});

test('beyond loopback it says so, in the log and beside the exports', async () => {
  const emulator = await emulating(workplace, ['--host', '0.0.0.0']);
  const warning =
    'Listening on 0.0.0.0, not on loopback only: whoever reaches it and knows the credentials can drive a browser of this machine.';
  expect(emulator.output).toContain(`\n# ${warning}\n`);
  emulator.process.kill('SIGTERM');
  expect((await emulator.ended).stderr).toContain(`"message":"${warning}"`);
});

describe('the help', () => {
  test('names every fault with its members', async () => {
    const { stdout, status } = await workplace.run(['emulate', '--help']);
    expect(status).toBe(0);
    for (const { kind, summary, members } of FAULT_KINDS) {
      const taking = members.length === 0 ? '' : ` (${members.join(', ')})`;
      expect(stdout).toContain(`  ${kind.padEnd(19)}  ${summary}${taking}\n`);
    }
  });
});
