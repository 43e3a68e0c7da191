import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const TAP = fileURLToPath(new URL('tap.ts', import.meta.url));
const AGENT_TOKEN = 'a-token-of-enough-length';

/** Runs an entry point to its end. @returns `exit code, standard error`. */
function run(env: NodeJS.ProcessEnv, entryPoint = MAIN): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entryPoint], { env }, (_error, _stdout, stderr) => {
      resolve(`${child.exitCode} ${stderr.trim()}`);
    });
  });
}

test.each([
  [{}, 'AGENT_TOKEN: set it, or AGENT_TOKEN_FILE, to 16–256 visible ASCII characters.'],
  [{ AGENT_TOKEN: 'short-secret' }, 'AGENT_TOKEN: set it, or AGENT_TOKEN_FILE, to 16–256 visible ASCII characters.'],
  [{ AGENT_TOKEN_FILE: '/no/such/file' }, 'AGENT_TOKEN_FILE: /no/such/file cannot be read.'],
  [{ AGENT_TOKEN, AGENT_KEY: 'secret' }, 'AGENT_CERTIFICATE, AGENT_KEY: TLS needs both of them.'],
  [{ AGENT_TOKEN, PROXY_PORT: '65536' }, 'PROXY_PORT: a whole number from 0 to 65535 is needed.'],
  [{ AGENT_TOKEN, PROXY_CREDENTIALS: 'secret' }, 'PROXY_CREDENTIALS: a user name, a colon and a password are needed.'],
  [{ AGENT_TOKEN, PROXY_DESTINATION: 'origin' }, 'PROXY_DESTINATION: host:port is needed.'],
  [{ AGENT_TOKEN, PROXY_BEHAVIOUR: 'refuse' }, 'PROXY_BEHAVIOUR: JSON is needed.'],
  [
    { AGENT_TOKEN, PROXY_BEHAVIOUR: '{"kind":"respond","status":200}' },
    'PROXY_BEHAVIOUR: status: a whole number from 400 to 599 is needed.',
  ],
])('%j is one line and exit code 2', async (env, message) => {
  expect(await run(env)).toBe(`2 ${message}`);
});

test.each([
  [{ TAP_PROXY: 'squid:3128' }, 'AGENT_TOKEN: set it, or AGENT_TOKEN_FILE, to 16–256 visible ASCII characters.'],
  [{ AGENT_TOKEN }, 'TAP_PROXY: host:port is needed.'],
  [{ AGENT_TOKEN, TAP_PROXY: 'squid' }, 'TAP_PROXY: host:port is needed.'],
  [{ AGENT_TOKEN, TAP_PROXY: 'squid:3128', TAP_PORT: 'x' }, 'TAP_PORT: a whole number from 0 to 65535 is needed.'],
])('a tap with %j is one line and exit code 2', async (env, message) => {
  expect(await run(env, TAP)).toBe(`2 ${message}`);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'takes its secrets from files, and ends in good order at %s',
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), 'acpc-serve-test-'));
    try {
      writeFileSync(join(folder, 'token'), `${AGENT_TOKEN}\n`);
      writeFileSync(join(folder, 'credentials'), 'user:pass\n');
      const env = { AGENT_TOKEN_FILE: join(folder, 'token'), PROXY_CREDENTIALS_FILE: join(folder, 'credentials') };
      const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      const { agent, proxy } = JSON.parse(line);
      expect([agent.host, proxy.host]).toEqual(['127.0.0.1', '127.0.0.1']);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('ends by itself when nobody follows its records', async () => {
  expect(await run({ AGENT_TOKEN, AGENT_LEASE: '1' })).toBe('0 ');
});
