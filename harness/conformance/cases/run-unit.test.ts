import { expect, test } from 'vitest';
import { AgentError } from '../../../proxies/index.ts';
import { SessionLostError } from '../../sessions/cdp.ts';
import { runUnit } from './run-unit.ts';
import type { World } from './world.ts';

/** How a case ends whose witnesses fail with this error, and what is said of it. */
async function endedBy(error: unknown, signal = new AbortController().signal): Promise<readonly unknown[]> {
  const world = {
    service: { capabilities: { otherAccount: true, direct: { kind: 'all' } } },
    witnesses: { clockTolerance: 0, take: () => Promise.reject(error) },
  } as unknown as World;
  const cell = {
    path: 'group/name',
    parameters: {},
    plan: { kind: 'browse', setup: { proxies: [] }, probes: [] },
  } as const;
  const one = {
    id: 'group/name',
    requirements: ['R-ONE'],
    stimulus: 'A.',
    obligation: 'B.',
    provedBy: [],
    cells: [cell],
  };
  const options = { signal, levelOf: () => 'documented', keep: async () => undefined } as never;
  const [result] = await runUnit(world, { case: one, cells: [cell] } as never, options);
  return [result?.verdict, result?.seen];
}

/** As `await using` makes it, where disposing fails after the first error. */
async function suppressed(first: Error, later: Error): Promise<unknown> {
  try {
    await using _resource = { [Symbol.asyncDispose]: () => Promise.reject(later) };
    throw first;
  } catch (error) {
    return error;
  }
}

const lost = new SessionLostError('The stream closed.');
const gone = new Error('The agent did not answer');
const unreached = new AgentError('ERR_AGENT_UNREACHABLE', 'The agent at 127.0.0.1:9131 did not answer.');

test('what broke a case off is said, and what failed after it', async () => {
  expect(await endedBy(gone)).toEqual(['harness-fault', 'The case broke off: Error: The agent did not answer.']);
  expect(await endedBy(await suppressed(lost, gone))).toEqual([
    'harness-fault',
    'The case broke off: SessionLostError: The connection to the browser session was lost: The stream closed. Error: The agent did not answer.',
  ]);
  expect(await endedBy(await suppressed(gone, gone))).toEqual([
    'harness-fault',
    'The case broke off: Error: The agent did not answer.',
  ]);
});

test.each([
  ['a session that is lost', lost],
  ['a witness elsewhere that is gone', unreached],
])('%s leaves evidence missing, and nothing is at fault', async (_, error) => {
  expect(await endedBy(error)).toEqual(['inconclusive', `The case broke off: ${error.name}: ${error.message}`]);
  const [verdict, seen] = await endedBy(await suppressed(error, unreached));
  expect([verdict, seen]).toEqual(['inconclusive', expect.stringContaining(unreached.message)]);
});

test('nothing is at fault in a case that whoever started the run has ended', async () => {
  const [verdict] = await endedBy(new DOMException('This operation was aborted', 'AbortError'), AbortSignal.abort());
  expect(verdict).toBe('inconclusive');
});
