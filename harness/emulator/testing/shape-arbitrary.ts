import fc from 'fast-check';
import type { IntegerShape, ListShape, Shape, StringShape, StructureShape, UnionShape } from '../api/shape.ts';

/** A value with one constraint broken, and the JSON path where. */
export interface Broken {
  readonly value: unknown;
  readonly path: string;
}

/** Values that a shape allows. */
export function validValue(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return validString(shape);
    case 'integer':
      return fc.integer({ min: shape.min ?? -1000, max: shape.max ?? 1000 });
    case 'boolean':
      return fc.boolean();
    case 'list':
      return validList(shape);
    case 'structure':
      return validStructure(shape);
    case 'union':
      return fc.oneof(...Object.entries(shape.members).map(([name, member]) => only(name, validValue(member))));
  }
}

/** Values that a shape forbids, for one reason. */
export function brokenValue(shape: Shape, path = ''): fc.Arbitrary<Broken> {
  const here = (...values: unknown[]) => fc.constantFrom(...values.map((value) => ({ value, path })));
  switch (shape.type) {
    case 'string':
      return here(...brokenStrings(shape));
    case 'integer':
      return here(...brokenIntegers(shape));
    case 'boolean':
      return here(1, 'true');
    case 'list':
      return brokenList(shape, path);
    case 'structure':
      return brokenStructure(shape, path);
    case 'union':
      return brokenUnion(shape, path);
  }
}

const only = (name: string, value: fc.Arbitrary<unknown>) => value.map((inner) => ({ [name]: inner }));

function validString({ values, pattern, min = 0, max = 64 }: StringShape): fc.Arbitrary<string> {
  if (values) return fc.constantFrom(...values);
  if (!pattern) return fc.string({ unit: 'grapheme-ascii', minLength: min, maxLength: max });
  return fc.stringMatching(pattern).filter(({ length }) => length >= min && length <= max);
}

/** Strings that are wrong for every shape with such a constraint; none is made with the validator's own code. */
function brokenStrings({ values, pattern, min = 0, max }: StringShape): unknown[] {
  return [
    42,
    ['x'],
    ...(max === undefined ? [] : ['a'.repeat(max + 1)]),
    ...(min > 0 ? ['', 'a'.repeat(min - 1)] : []),
    // No pattern of the model allows white space.
    ...(pattern ? [' ', 'a b', 'line\n', '\tproxy.example.com'] : []),
    ...(values ? ['READ', 'ready', ''] : []),
  ];
}

function brokenIntegers({ min, max }: IntegerShape): unknown[] {
  return ['1', 1.5, true, {}, ...(min === undefined ? [] : [min - 1]), ...(max === undefined ? [] : [max + 1])];
}

function validList({ item, min = 0, max = 3 }: ListShape): fc.Arbitrary<unknown[]> {
  return fc.array(validValue(item), { minLength: min, maxLength: Math.min(max, min + 2) });
}

function brokenList({ item, min = 0, max }: ListShape, path: string): fc.Arbitrary<Broken> {
  const sized = (length: number) =>
    validValue(item).map((value) => ({ value: Array.from({ length }, () => value), path }));
  return fc.oneof(
    fc.constant({ value: {}, path }),
    ...(min > 0 ? [sized(min - 1)] : []),
    ...(max === undefined ? [] : [sized(max + 1)]),
    // One bad item behind a good one.
    fc
      .tuple(validValue(item), brokenValue(item, `${path}[1]`))
      .map(([good, bad]) => ({ value: [good, bad.value], path: bad.path })),
  );
}

function validStructure({ members }: StructureShape): fc.Arbitrary<Record<string, unknown>> {
  const requiredKeys = Object.keys(members).filter((name) => members[name]?.required);
  return fc.record(
    mapMembers(members, ({ shape }) => validValue(shape)),
    { requiredKeys },
  );
}

/** Only what is required: whole structures take long to make, and all but one member is not the point. */
function smallStructure({ members }: StructureShape): fc.Arbitrary<Record<string, unknown>> {
  const needed = Object.fromEntries(Object.entries(members).filter(([, { required }]) => required));
  return fc.record(mapMembers(needed, ({ shape }) => validValue(shape)));
}

function brokenStructure(shape: StructureShape, path: string): fc.Arbitrary<Broken> {
  const below = (name: string) => (path ? `${path}.${name}` : name);
  const breaks = Object.entries(shape.members).flatMap(([name, member]) => [
    fc.tuple(smallStructure(shape), brokenValue(member.shape, below(name))).map(([whole, bad]) => ({
      value: { ...whole, [name]: bad.value },
      path: bad.path,
    })),
    ...(member.required
      ? [
          fc.tuple(smallStructure(shape), fc.constantFrom(null, undefined)).map(([whole, nothing]) => ({
            value: { ...whole, [name]: nothing },
            path: below(name),
          })),
        ]
      : []),
  ]);
  return fc.oneof(...breaks, ...(path ? [fc.constantFrom({ value: 'x', path }, { value: [], path })] : []));
}

function brokenUnion({ members }: UnionShape, path: string): fc.Arbitrary<Broken> {
  return fc.oneof(
    fc.constantFrom({ value: {}, path }, { value: { unknown: {} }, path }, { value: 'x', path }),
    ...Object.entries(members).map(([name, member]) =>
      brokenValue(member, `${path}.${name}`).map((bad) => ({ value: { [name]: bad.value }, path: bad.path })),
    ),
    ...(Object.keys(members).length > 1
      ? [fc.record(mapMembers(members, validValue)).map((value) => ({ value, path }))]
      : []),
  );
}

function mapMembers<In, Out>(members: Readonly<Record<string, In>>, map: (member: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, map(member)]));
}
