import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Reading, readConnectHead } from './connect-head.ts';

const LIMIT = 256;
/** Printed by fast-check when a property fails; fixed so that a failure repeats. */
const SEED = 20_261_122;

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** What the parser says when the same bytes arrive cut after each of `cuts`. */
function readInPieces(whole: Buffer, cuts: readonly number[]): Reading {
  let reading: Reading = { kind: 'incomplete' };
  for (const cut of [...cuts, whole.length]) {
    reading = readConnectHead(whole.subarray(0, cut), LIMIT);
    if (reading.kind !== 'incomplete') break;
  }
  return reading;
}

test('reads target, version and fields, and where the head ends', () => {
  const head = 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\nX-Empty:\r\nx: \t two words\t \r\nX: \xff\r\n\r\n';
  expect(readConnectHead(bytes(`${head}tunnel bytes`), LIMIT)).toEqual({
    kind: 'connect',
    length: head.length,
    head: {
      target: 'a.test:443',
      httpVersion: '1.1',
      rawHeaders: ['Host', 'a.test:443', 'X-Empty', '', 'x', 'two words', 'X', '\xff'],
    },
  });
});

test.each([
  ['', 'incomplete'],
  ['CONN', 'incomplete'],
  ['CONNECT a.test:443 HTTP/1.1\r\n', 'incomplete'],
  ['GET / HTTP/1.1\r\n\r\n', 'other'],
  ['connect a.test:443 HTTP/1.1\r\n\r\n', 'other'],
  ['CONNECTED', 'other'],
  ['\r\nCONNECT', 'other'],
  ['\x16\x03\x01', 'tls'],
  ['CONNECT a.test:443 HTTP/1.1\n\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1\rX', 'malformed'],
  ['CONNECT  a.test:443 HTTP/1.1\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/2.0\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1 \r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1\r\nHost : a\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1\r\nno colon\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1\r\n: no name\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1\r\nA: b\r\n folded\r\n\r\n', 'malformed'],
  ['CONNECT a.test:443 HTTP/1.1\r\nA: \x00\r\n\r\n', 'malformed'],
  [`CONNECT a.test:443 HTTP/1.1\r\nA: ${'x'.repeat(LIMIT)}`, 'too-large'],
  [`CONNECT a.test:443 HTTP/1.1\r\nA: ${'x'.repeat(LIMIT)}\r\n\r\n`, 'too-large'],
])('%j is %s', (text, kind) => {
  expect(readConnectHead(bytes(text), LIMIT).kind).toBe(kind);
});

test('a head of exactly the limit passes, however much follows it', () => {
  const frame = 'CONNECT a.test:443 HTTP/1.1\r\nA: \r\n\r\n';
  const head = frame.replace('A: ', `A: ${'x'.repeat(LIMIT - frame.length)}`);
  expect(readConnectHead(bytes(head + 'y'.repeat(LIMIT)), LIMIT)).toMatchObject({ kind: 'connect', length: LIMIT });
  expect(readConnectHead(bytes(head.replace('A: ', 'A: x')), LIMIT)).toEqual({ kind: 'too-large' });
});

const fragments = [
  'CONNECT ',
  'a.test:443',
  ' HTTP/1.1',
  '\r\n',
  '\r',
  '\n',
  'Host: a',
  ': ',
  ' ',
  '\0',
  '\xe4',
  '\x16',
];
/** Bytes that look like a head often enough to get deep into the parser. */
const nearlyHead = fc
  .array(fc.oneof(fc.constantFrom(...fragments, 'x'.repeat(90)), fc.string({ unit: 'binary', maxLength: 3 })))
  .map((parts) => bytes(parts.join('')));
const realHead = fc
  .array(fc.constantFrom('Host: a.test:443', 'Proxy-Authorization: Basic eDp5', 'X-Long: yyyyyyyyyyyyyyyyyyyy'))
  .map((lines) => bytes(['CONNECT a.test:443 HTTP/1.1', ...lines, '', 'early data'].join('\r\n')));

test('however bytes are cut into packets, they read the same', () => {
  const property = fc.property(fc.oneof(nearlyHead, realHead), (whole) => {
    const expected = readConnectHead(whole, LIMIT);
    const everyByte = Array.from({ length: whole.length }, (_, index) => index);
    expect(readInPieces(whole, everyByte)).toEqual(expected);
    for (const cut of everyByte) expect(readInPieces(whole, [cut])).toEqual(expected);
  });
  fc.assert(property, { seed: SEED, numRuns: 300 });
});

test('whatever comes, what is read is a valid head and nothing else', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 2 * LIMIT }), fc.boolean(), (garbage, prefixed) => {
    const reading = readConnectHead(Buffer.concat([bytes(prefixed ? 'CONNECT ' : ''), garbage]), LIMIT);
    if (reading.kind !== 'connect') return;
    expect(reading.head.target).toMatch(/^[\x21-\x7e]+$/);
    expect(reading.length).toBeLessThanOrEqual(LIMIT);
  });
  fc.assert(property, { seed: SEED, numRuns: 2_000 });
});
