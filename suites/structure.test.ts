import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Arrows {
  readonly any: readonly string[];
  readonly typesOnly: readonly string[];
}

/** The table of ARCHITECTURE.md: room → rooms it may import. */
function allowedArrows(): ReadonlyMap<string, Arrows> {
  const rows = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| `(\w+)` *\|([^|]*)\|([^|]*)\|/gm);
  const rooms = (cell: string | undefined) => [...(cell ?? '').matchAll(/`(\w+)`/g)].map(([, room]) => room ?? '');
  return new Map([...rows].map(([, room, any, types]) => [room ?? '', { any: rooms(any), typesOnly: rooms(types) }]));
}

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(room: string): readonly Import[] {
  const files = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) => {
    const file = join(root, room, name);
    const statements = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    );
    return [...statements].map(([, type, from, bare, dynamic]) => {
      const target = relative(root, join(dirname(file), from ?? bare ?? dynamic ?? ''));
      return { file: relative(root, file), from: room, to: target.split(sep)[0] ?? '', typeOnly: type !== undefined };
    });
  });
}

const arrows = allowedArrows();

describe('imports run one way', () => {
  test('ARCHITECTURE.md names the rooms', () => {
    expect([...arrows.keys()]).toEqual(['proxies', 'harness', 'suites', 'reports']);
  });

  test.each([...arrows.keys()])('%s imports along its arrows only', (room) => {
    const { any = [], typesOnly = [] } = arrows.get(room) ?? {};
    const crossing = importsOf(room).filter(({ to }) => to !== room);
    const wrong = crossing.filter(({ to, typeOnly }) => !any.includes(to) && !(typeOnly && typesOnly.includes(to)));
    expect(wrong).toEqual([]);
  });

  test('the test sees imports at all', () => {
    expect(importsOf('harness').some(({ to }) => to === 'proxies')).toBe(true);
    expect(importsOf('reports').some(({ to, typeOnly }) => to === 'harness' && typeOnly)).toBe(true);
  });

  test('the routing oracle and the emulator share no routing code', () => {
    const emulator = readdirSync(join(root, 'harness/emulator'), { recursive: true, encoding: 'utf8' });
    for (const name of emulator.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))) {
      expect(readFileSync(join(root, 'harness/emulator', name), 'utf8'), name).not.toMatch(/from '[^']*\/routing\//);
    }
  });
});

test('no file is called utils, helpers or common', () => {
  const names = ['proxies', 'harness', 'suites', 'reports'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }),
  );
  expect(names.filter((name) => /(^|[/\\])(utils?|helpers?|common)(\.|$|[/\\])/.test(name))).toEqual([]);
});
