import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedUrl, markerOf, newRunId, probeId } from './marker.ts';
import type { Target } from './target.ts';

const SEED = 20_261_122;
const id = probeId('k3xq7ab2', 17);

const url = (text: string): Target => ({ kind: 'url', host: new URL(text).hostname, scheme: 'https', url: text });

describe('markedUrl', () => {
  it('asks a host below /.well-known/, as the host was written', () => {
    const target: Target = { kind: 'host', host: 'WWW.Example.COM' };
    expect(markedUrl(target, 'wss', id)).toBe('wss://WWW.Example.COM/.well-known/acpc-probe/k3xq7ab2-17');
  });

  it.each([
    ['https://a.test', 'https://a.test/.acpc-probe/k3xq7ab2-17'],
    ['https://a.test/', 'https://a.test/.acpc-probe/k3xq7ab2-17'],
    ['https://a.test:8443/login', 'https://a.test:8443/login/.acpc-probe/k3xq7ab2-17'],
    ['https://a.test/login/?next=/home#top', 'https://a.test/login/.acpc-probe/k3xq7ab2-17?next=/home'],
  ])('keeps path and query of %s', (text, marked) => {
    expect(markedUrl(url(text), 'https', id)).toBe(marked);
  });
});

describe('markerOf', () => {
  it.each([
    '/.well-known/acpc-probe/k3xq7ab2-17',
    '/.well-known/acpc-probe/k3xq7ab2-17?x=/.acpc-probe/k3xq7ab2-1',
    '/.acpc-probe/k3xq7ab2-17',
    '/login/.acpc-probe/k3xq7ab2-17?next=/home',
    '/.acpc-probe/k3xq7ab2-1/.acpc-probe/k3xq7ab2-17',
  ])('reads %s', (path) => {
    expect(markerOf(path)).toBe(id);
  });

  it.each([
    '',
    '/',
    '/favicon.ico',
    '/k3xq7ab2-17',
    '/.acpc-probe/',
    '/.acpc-probe/k3xq7ab2',
    '/.acpc-probe/k3xq7ab2-0',
    '/.acpc-probe/k3xq7ab2-017',
    '/.acpc-probe/k3xq7ab2-17/',
    '/.acpc-probe/k3xq7ab2-17/more',
    '/.acpc-probe/k3xq7ab2-17x',
    '/.acpc-probe/K3XQ7AB2-17',
    '/x.acpc-probe/k3xq7ab2-17',
    '/?/.acpc-probe/k3xq7ab2-17',
  ])('finds no marker in "%s"', (path) => {
    expect(markerOf(path)).toBeUndefined();
  });

  it(`reads back every marker exactly, whatever surrounds it (seed ${SEED})`, () => {
    const number = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), number, (text, n) => {
        const marker = probeId(newRunId(), n);
        const { pathname, search } = new URL(markedUrl(url(text), 'https', marker));
        expect(markerOf(`${pathname}${search}`)).toBe(marker);
      }),
      { seed: SEED },
    );
  });
});

describe('probeId', () => {
  it('makes no id that could not be read back', () => {
    expect(() => probeId('', 1)).toThrow(RangeError);
    expect(() => probeId('k3xq7ab2', 0)).toThrow('k3xq7ab2-0 is not a probe id: base32 letters, then a number from 1.');
    expect(() => probeId('K3XQ', 1)).toThrow(RangeError);
    expect(() => probeId('a/b', 1)).toThrow(RangeError);
  });
});

describe('newRunId', () => {
  it('is 8 characters of base32, another one each time', () => {
    const ids = Array.from({ length: 100 }, newRunId);
    for (const one of ids) expect(one).toMatch(/^[a-z2-7]{8}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
