import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { Workplace } from '../testing/command-line.ts';
import { describeProxy, describeTap } from './proxy-options.ts';
import { readAccess } from './proxy-settings.ts';
import { recordsOutput } from './witness-records.ts';

const work = new Workplace();
afterAll(() => work[Symbol.dispose]());

/** What commander says about a command line; nothing is started. */
function complaint(...args: readonly string[]): string {
  const said: string[] = [];
  const main = new Command().exitOverride().configureOutput({ writeErr: (text) => said.push(text) });
  describeProxy(main.command('proxy'));
  describeTap(main.command('tap'));
  expect(() => main.parse(args, { from: 'user' })).toThrow();
  return said.join('');
}

test.each<[string, string[], string]>([
  ['no proxy to tap', ['tap'], "error: missing required argument 'host:port'\n"],
  [
    'a proxy without a port',
    ['tap', 'proxy.example'],
    "error: command-argument value 'proxy.example' is invalid for argument 'host:port'. Write host:port, or [address]:port for IPv6.\n",
  ],
  [
    'a behaviour that there is not',
    ['proxy', '--behaviour', 'sulk'],
    "error: option '--behaviour <behaviour>' argument 'sulk' is invalid. kind: one of normal, black-hole, challenge, close-after-request, garbage, refuse, reset-after-answer, reset-after-request, respond, slow is needed.\n",
  ],
  [
    'a behaviour without its members',
    ['proxy', '--behaviour', 'slow'],
    "error: option '--behaviour <behaviour>' argument 'slow' is invalid. milliseconds: a whole number from 1 to 60000 is needed.\n",
  ],
  [
    'a behaviour that is no JSON',
    ['proxy', '--behaviour', '{kind: slow}'],
    `error: option '--behaviour <behaviour>' argument '{kind: slow}' is invalid. Write a kind, or JSON as {"kind": "respond", "status": 503}.\n`,
  ],
  [
    'a port that is none',
    ['proxy', '--port', '70000'],
    "error: option '--port <port>' argument '70000' is invalid. It has to be a whole number from 0 to 65535.\n",
  ],
])('%s', (_, args, stderr) => {
  expect(complaint(...args)).toBe(stderr);
});

describe('inputs that cannot be used are one clear line, which quotes no credential', () => {
  beforeAll(() => writeFileSync(work.path('bad.json'), '{"username": "sesame"}'));

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'credentials that are not set',
      () => readAccess('env', { ACPC_PROXY_USERNAME: 'sesame' }),
      'environment: ACPC_PROXY_PASSWORD: It is not set. Set it, name a file (--credentials), or leave --credentials out for an open proxy.',
    ],
    [
      'a file with half of them',
      () => readAccess(work.path('bad.json'), {}),
      `${work.path('bad.json')}: The secret has no \`password\`. The service takes {"username": "…", "password": "…"} with the characters that it documents.`,
    ],
    [
      'records that cannot be written',
      () => recordsOutput(work.path('no', 'file'), process.stdout),
      `--records ${work.path('no', 'file')}: The file cannot be written (ENOENT). Check the path, which counts from the current folder.`,
    ],
  ])('%s', async (_, read, message) => {
    const error = await read().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ message });
  });
});

test.each([['proxy'], ['tap', '127.0.0.1:1']])('an agent of a %s without a token: exit code 2', async (...witness) => {
  const { status, stdout, stderr } = await work.run([...witness, '--agent-port', '0']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatchInlineSnapshot(`
    "environment: 1 problem

      ACPC_AGENT_TOKEN  [token]
        It is not set, and the agent needs it.
        fix:   Set it to 16–256 visible ASCII characters.
    "
  `);
});

test('a port that is taken: the proxy’s, or its agent’s', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = String(typeof address === 'object' ? address?.port : '');
  const env = { ACPC_AGENT_TOKEN: 'a-token-of-enough-length' };
  for (const option of ['--port', '--agent-port']) {
    const { status, stderr } = await work.run(['proxy', option, port], { env });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `Port ${port} on 127.0.0.1 is taken. Name another one, or 0 for any free port.\n`,
    });
  }
  server.close();
});

test('tap --help', async () => {
  const { status, stdout } = await work.run(['tap', '--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('Standard output gets the records, one JSON object a line');
});
