import { expect, test } from 'vitest';
import type { Io } from './io.ts';
import { progressLine } from './progress.ts';

/** Standard error of a process, written down. */
function terminal(interactive: boolean, columns = 80): { readonly io: Io; readonly written: string[] } {
  const written: string[] = [];
  const io: Io = {
    stdin: process.stdin,
    out: () => {
      throw new Error('Progress has no business on standard output.');
    },
    err: (text) => void written.push(`${text}\n`),
    redraw: (text) => void written.push(`\r${text}`),
    interactive,
    columns,
    colour: false,
  };
  return { io, written };
}

test('a terminal sees one line that redraws itself and leaves nothing', () => {
  const { io, written } = terminal(true);
  const progress = progressLine(io);
  progress.show({ phase: 'starting', done: 0, total: 0 });
  progress.show({ phase: 'probing', done: 3, total: 8 });
  progress.show({ phase: 'navigating', done: 8, total: 8 });
  progress.end();
  expect(written).toEqual([
    '\r░░░░░░░░░░░░░░░░░░░░░░░░ 0/0 starting',
    '\r█████████░░░░░░░░░░░░░░░ 3/8 probing',
    '\r████████████████████████ 8/8 navigating',
    '\r',
  ]);
});

test('a narrow terminal never wraps it', () => {
  const { io, written } = terminal(true, 30);
  progressLine(io).show({ phase: 'breaking proxies', done: 1, total: 2 });
  expect(written).toEqual(['\r████████████░░░░░░░░░░░░ 1/2 ']);
});

test('elsewhere there is a line for each phase', () => {
  const { io, written } = terminal(false);
  const progress = progressLine(io);
  progress.show({ phase: 'starting', done: 0, total: 8 });
  progress.show({ phase: 'probing', done: 4, total: 8 });
  progress.show({ phase: 'probing', done: 8, total: 8 });
  progress.end();
  expect(written).toEqual(['starting (8 steps in all)\n', 'probing (8 steps in all)\n']);
});

test('there a long phase is heard of again, but not with every step', () => {
  const { io, written } = terminal(false);
  let now = 0;
  const progress = progressLine(io, () => now);
  for (let done = 0; done <= 100; done += 1) {
    progress.show({ phase: 'probing', done, total: 14_430 });
    now += 250;
  }
  progress.show({ phase: 'navigating', done: 101, total: 14_430 });
  expect(written).toEqual([
    'probing (14430 steps in all)\n',
    'probing: 40 of 14430 steps done\n',
    'probing: 80 of 14430 steps done\n',
    'navigating (14430 steps in all)\n',
  ]);
});
