import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const WHOLE = 'It has to be a whole number from 0 to 65535.';

test.each([
  [['--port', 'http'], `error: option '--port <port>' argument 'http' is invalid. ${WHOLE}`],
  [['--admin-port', '65536'], `error: option '--admin-port <port>' argument '65536' is invalid. ${WHOLE}`],
  [
    ['--personality', 'friendly'],
    "error: option '--personality <name>' argument 'friendly' is invalid. Allowed choices are documented, observed.",
  ],
  [['--host', '192.0.2.1'], '192.0.2.1 is no address of this machine. Name one that is, or leave the host out.'],
  [
    ['--persist', '/dev/null/kept'],
    '--persist: the folder /dev/null/kept cannot be made (ENOTDIR). Name one that exists or can be made.',
  ],
  [
    ['--browser', 'aws.browser.v1', '', '--region', 'us/east'],
    `command line: 2 problems

  --region  [option]
    No client could use this name.
    value: "us/…"
    fix:   Write letters, digits and any of . _ -, as in us-east-1 and aws.browser.v1.

  --browser  [option]
    No client could use this name.
    value: ""
    fix:   Write letters, digits and any of . _ -, as in us-east-1 and aws.browser.v1.`,
  ],
  [
    ['--fault', 'flood'],
    `--fault flood: 1 problem

  kind  [fault-kind]
    There is no such fault; there are start-failure, slow-start, throttling, expired-credentials, session-crash, stream-cut.
    fix:   Write for instance start-failure:error=ThrottlingException,probability=0.2,times=3.`,
  ],
])('%j is refused', async (args, message) => {
  const { status, stdout, stderr } = await workplace.run(['emulate', ...args, '--log-level', 'error']);
  expect({ status, stdout, stderr: stderr.trimEnd() }).toEqual({ status: 2, stdout: '', stderr: message });
});

test.each([
  [
    'is a file of something else',
    (path: string) => writeFileSync(path, '{"format": 2}'),
    'is not a file that this emulator keeps secrets in',
  ],
  ['is a folder', (path: string) => mkdirSync(path), 'cannot be read (EISDIR)'],
])('what stands in the place of the secrets and %s is left alone', async (_, put, problem) => {
  mkdirSync(workplace.path('kept'));
  const file = workplace.path('kept', 'secrets.json');
  put(file);
  const { status, stdout, stderr } = await workplace.run(['emulate', '--persist', 'kept']);
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: `${file} ${problem}. Name another one, or remove it.\n`,
  });
  // And nobody is kept from the folder afterwards.
  expect(readdirSync(workplace.path('kept'))).toEqual(['secrets.json']);
});

test('a port that is taken is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { status, stderr } = await workplace.run(['emulate', '--port', String(port)]);
  server.close();
  const message = `Port ${port} on 127.0.0.1 is taken. Name another one, or 0 for any free port.\n`;
  expect({ status, stderr }).toEqual({ status: 2, stderr: message });
});

test('half of a pair of credentials, and a bad one, are refused without being quoted', async () => {
  const { status, stderr } = await workplace.run(['emulate'], { env: { ACPC_SECRET_ACCESS_KEY: 'so short!' } });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `environment: 2 problems

  ACPC_ACCESS_KEY_ID  [credentials]
    It is not set, and the other one is.
    fix:   Set both.

  ACPC_SECRET_ACCESS_KEY  [credentials]
    It is no such key.
    fix:   It takes 16 to 128 letters, digits and any of _ / + =.
`,
  });
});
