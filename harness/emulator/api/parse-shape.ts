import type { IntegerShape, ListShape, Shape, StringShape, StructureShape, UnionShape, ValueOf } from './shape.ts';

/** One member that breaks the service model; the same two fields as the API's `ValidationExceptionField`. */
export interface FieldViolation {
  /** JSON path, for example `proxyConfiguration.proxies[0].externalProxy.port`. */
  readonly name: string;
  /** Which constraint is broken. Never holds the value, which may be a secret put into the wrong place. */
  readonly message: string;
}

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

type Report = (path: string, constraint: string) => void;

/**
 * Reads a value of the given shape. Members that the shape does not know are dropped, as AWS services do, so a parsed
 * value can be stored and given back. Reports every violation, in the order of the shape's members.
 */
export function parseShape<S extends Shape>(shape: S, value: unknown): Parsed<ValueOf<S>> {
  const violations: FieldViolation[] = [];
  const read = readValue(shape, value, '', (path, constraint) => {
    violations.push({ name: path, message: `Member must ${constraint}` });
  });
  // The parsed boundary: without violations the value read is what the shape describes.
  return violations.length > 0 ? { ok: false, violations } : { ok: true, value: read as ValueOf<S> };
}

function readValue(shape: Shape, value: unknown, path: string, report: Report): unknown {
  switch (shape.type) {
    case 'string':
      return readString(shape, value, path, report);
    case 'integer':
      return readInteger(shape, value, path, report);
    case 'boolean':
      return typeof value === 'boolean' ? value : report(path, 'be a boolean');
    case 'list':
      return readList(shape, value, path, report);
    case 'structure':
      return readStructure(shape, value, path, report);
    case 'union':
      return readUnion(shape, value, path, report);
  }
}

function readString(shape: StringShape, value: unknown, path: string, report: Report): unknown {
  if (typeof value !== 'string') return report(path, 'be a string');
  if (!within(shape, [...value].length)) report(path, `have length ${bounds(shape)}`);
  if (shape.pattern && !shape.pattern.test(value)) {
    report(path, `satisfy regular expression pattern: ${shape.pattern.source}`);
  }
  if (shape.values && !shape.values.includes(value)) {
    report(path, `satisfy enum value set: [${shape.values.join(', ')}]`);
  }
  return value;
}

function readInteger(shape: IntegerShape, value: unknown, path: string, report: Report): unknown {
  if (!Number.isSafeInteger(value)) return report(path, 'be an integer');
  if (!within(shape, Number(value))) report(path, `be ${bounds(shape)}`);
  return value;
}

function readList(shape: ListShape, value: unknown, path: string, report: Report): unknown {
  if (!Array.isArray(value)) return report(path, 'be a list');
  if (!within(shape, value.length)) report(path, `have length ${bounds(shape)}`);
  return value.map((item, index) => readValue(shape.item, item, `${path}[${index}]`, report));
}

function readStructure(shape: StructureShape, value: unknown, path: string, report: Report): unknown {
  if (!isObject(value)) return report(path, 'be an object');
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const memberPath = path ? `${path}.${name}` : name;
    if (isSet(value, name)) result[name] = readValue(member.shape, value[name], memberPath, report);
    else if (member.required) report(memberPath, 'not be null');
  }
  return result;
}

function readUnion(shape: UnionShape, value: unknown, path: string, report: Report): unknown {
  if (!isObject(value)) return report(path, 'be an object');
  const members = Object.entries(shape.members).filter(([name]) => isSet(value, name));
  const [only] = members;
  if (!only || members.length > 1) {
    report(path, `have exactly one member set of: [${Object.keys(shape.members).join(', ')}]`);
  }
  return Object.fromEntries(
    members.map(([name, member]) => [name, readValue(member, value[name], `${path}.${name}`, report)]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON's null means "not set", in every AWS protocol. */
function isSet(value: Record<string, unknown>, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== null && value[name] !== undefined;
}

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

function within({ min = -Infinity, max = Infinity }: Limits, size: number): boolean {
  return size >= min && size <= max;
}

function bounds({ min, max }: Limits): string {
  if (min === undefined) return `less than or equal to ${max}`;
  if (max === undefined) return `greater than or equal to ${min}`;
  return `between ${min} and ${max}, inclusive`;
}
