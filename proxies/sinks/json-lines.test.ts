import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProxyRecord } from '../record.ts';
import { jsonLinesSink, jsonLinesTo, RecordSinkError } from './json-lines.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterAll(() => rm(folder, { recursive: true }));

const record = (sequence: number): ProxyRecord => ({
  type: 'end',
  proxy: 'proxy-a',
  sequence,
  exchange: sequence,
  at: 1.5,
  bytesUp: 1,
  bytesDown: 2,
  durationMilliseconds: 0.25,
  closedBy: 'client',
});

test('one record a line, all of them there once the sink is disposed of', async () => {
  const path = join(folder, 'records.jsonl');
  const written = Array.from({ length: 1_000 }, (_, index) => record(index + 1));
  {
    await using sink = jsonLinesSink(path);
    for (const one of written) sink.write(one);
  }
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(written);
});

test('presses while more is buffered than the file has taken, and lets go once it has', async () => {
  await using sink = jsonLinesSink(join(folder, 'pressed.jsonl'));
  expect(sink.pressure?.()).toBeUndefined();
  for (let sequence = 1; sink.pressure?.() === undefined; sequence++) sink.write(record(sequence));
  await sink.pressure?.();
  expect(sink.pressure?.()).toBeUndefined();
});

test('a file that cannot be written is an error on closed and on disposal, and never holds the traffic up', async () => {
  const path = join(folder, 'no such folder', 'records.jsonl');
  const sink = jsonLinesSink(path);
  for (let sequence = 1; sequence <= 1_000; sequence++) sink.write(record(sequence));
  await sink.pressure?.();
  const error = await sink.closed.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RecordSinkError);
  expect(error).toMatchObject({
    code: 'ERR_RECORD_SINK',
    path,
    message: `Records could not be written to ${path}; the file is incomplete.`,
    cause: { code: 'ENOENT' },
  });
  sink.write(record(1_001));
  expect(sink.pressure?.()).toBeUndefined();
  await expect(sink[Symbol.asyncDispose]()).rejects.toBe(error);
});

test('a full disk is an error too', async () => {
  const sink = jsonLinesSink('/dev/full');
  sink.write(record(1));
  await expect(sink[Symbol.asyncDispose]()).rejects.toMatchObject({ cause: { code: 'ENOSPC' } });
});

test('a stream of the caller’s presses as a file does, and stays open', async () => {
  const stream = new PassThrough({ highWaterMark: 10 });
  const sink = jsonLinesTo(stream);
  expect(sink.pressure?.()).toBeUndefined();
  sink.write(record(1));
  const pressed = sink.pressure?.();
  expect(JSON.parse(String(stream.read()))).toEqual(record(1));
  await pressed;
  expect(sink.pressure?.()).toBeUndefined();
  sink.write(record(2));
  expect(JSON.parse(String(stream.read()))).toEqual(record(2));

  sink.write(record(3));
  const abandoned = sink.pressure?.();
  stream.destroy();
  await abandoned;
  expect(sink.pressure?.()).toBeUndefined();
});
