import { expect, test } from 'vitest';
import type { EmulatorEvent } from '../events.ts';
import { type LogLevel, structuredLog } from './structured-log.ts';

const EVENTS: readonly EmulatorEvent[] = [
  { type: 'session-started', sessionId: 'one', processId: 7 },
  { type: 'session-ended', sessionId: 'one', end: { cause: 'stopped' } },
  { type: 'session-ended', sessionId: 'two', end: { cause: 'browser-exited', reason: 'ended by SIGKILL' } },
  { type: 'stream-refused', requestId: 'id', status: 429, error: 'ThrottlingException' },
  { type: 'fault', subject: 'id', error: 'TypeError', stack: ['at here'] },
];

function logged(level: LogLevel): readonly { level: string; event: string }[] {
  const lines: string[] = [];
  const log = structuredLog({ level, write: (line) => void lines.push(line) });
  for (const event of EVENTS) log.event(event);
  log.say('info', 'Hello.');
  return lines.map((line) => JSON.parse(line));
}

test('a line is one JSON object with the event’s own members', () => {
  expect(logged('info')).toEqual([
    { level: 'info', time: expect.any(String), event: 'session-started', sessionId: 'one', processId: 7 },
    { level: 'info', time: expect.any(String), event: 'session-ended', sessionId: 'one', end: { cause: 'stopped' } },
    expect.objectContaining({ level: 'warn', end: { cause: 'browser-exited', reason: 'ended by SIGKILL' } }),
    expect.objectContaining({ level: 'warn', event: 'stream-refused', requestId: 'id' }),
    expect.objectContaining({ level: 'error', event: 'fault', stack: ['at here'] }),
    expect.objectContaining({ level: 'info', event: 'note', message: 'Hello.' }),
  ]);
});

test.each<[LogLevel, number]>([
  ['warn', 3],
  ['error', 1],
  ['silent', 0],
])('at level %s, %i lines remain', (level, count) => {
  expect(logged(level)).toHaveLength(count);
});
