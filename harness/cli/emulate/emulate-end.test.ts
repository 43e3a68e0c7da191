import { readdirSync } from 'node:fs';
import { StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';
import { emulatedClient, emulating } from '../testing/emulate-command.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

/** An emulator with a session, and a warm browser beside it. */
async function busy() {
  const emulator = await emulating(workplace, ['--json']);
  const client = emulatedClient(emulator);
  await client.send(new StartBrowserSessionCommand({ browserIdentifier: 'aws.browser.v1' }));
  client.destroy();
  expect(workplace.browsers()).not.toEqual([]);
  return emulator;
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends every session: exit code 0, nothing left', async (signal) => {
  const emulator = await busy();
  emulator.process.kill(signal);
  const { status, stderr } = await emulator.ended;
  expect(status).toBe(0);
  expect(stderr).toContain('"end":{"cause":"emulator-closed"}');
  expect(stderr).toContain(`"message":"${signal}: stopping what was started. Once more ends at once."`);
  expect(workplace.browsers()).toEqual([]);
  expect(readdirSync(workplace.temporary)).toEqual([]);
});

test('killed, it takes its browsers along, and the next one removes what was left', async () => {
  const emulator = await busy();
  emulator.process.kill('SIGKILL');
  await emulator.ended;
  // Chromium ends itself once the pipe to its parent closes; on a loaded machine that has taken seconds.
  await expect.poll(() => workplace.browsers()).toEqual([]);
  const left = readdirSync(workplace.temporary);
  expect(left.length).toBeGreaterThanOrEqual(1);

  const next = await emulating(workplace);
  const present = readdirSync(workplace.temporary);
  expect(left.filter((folder) => present.includes(folder))).toEqual([]);
  next.process.kill('SIGTERM');
  expect(await next.ended).toMatchObject({ status: 0 });
  expect(readdirSync(workplace.temporary)).toEqual([]);
});

test('a browser that is killed ends its own session, with the cause, and no other', async () => {
  const emulator = await emulating(workplace, ['--json']);
  const client = emulatedClient(emulator);
  const start = new StartBrowserSessionCommand({ browserIdentifier: 'aws.browser.v1' });
  const { sessionId } = await client.send(start);
  const { processId } = JSON.parse(await emulator.line(/"event":"session-started"/));
  const other = await client.send(start);
  process.kill(processId, 'SIGKILL');
  expect(JSON.parse(await emulator.line(/"event":"session-ended"/))).toMatchObject({
    level: 'warn',
    sessionId,
    end: { cause: 'browser-exited', reason: 'ended by SIGKILL' },
  });
  client.destroy();
  emulator.process.kill('SIGTERM');
  const ended = (await emulator.ended).stderr.split('\n').filter((line) => line.includes('"session-ended"'));
  expect(ended.slice(1)).toEqual([expect.stringContaining(`"${other.sessionId}","end":{"cause":"emulator-closed"}`)]);
});
