/**
 * The service model's shapes as data: what the API accepts, stated once. Validation, the handlers' types and the
 * property tests all derive from it.
 */

export interface StringShape<Value extends string = string> {
  readonly type: 'string';
  /** Holds for the whole string, as in the service model. */
  readonly pattern?: RegExp;
  /** Fewest and most characters (Unicode code points). */
  readonly min?: number;
  readonly max?: number;
  /** The only values allowed. */
  readonly values?: readonly Value[];
}

export interface IntegerShape {
  readonly type: 'integer';
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly type: 'boolean';
}

export interface ListShape<Item extends Shape = Shape> {
  readonly type: 'list';
  readonly item: Item;
  /** Fewest and most items. */
  readonly min?: number;
  readonly max?: number;
}

/** Where a member travels when it is not in the body. */
export type Location =
  | { readonly in: 'path' }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'header'; readonly name: string };

export interface Member<Value extends Shape = Shape, Required extends boolean = boolean> {
  readonly shape: Value;
  readonly required: Required;
  readonly location?: Location;
}

export interface StructureShape<Members extends Readonly<Record<string, Member>> = Readonly<Record<string, Member>>> {
  readonly type: 'structure';
  readonly members: Members;
}

/** Exactly one member is set. */
export interface UnionShape<Members extends Readonly<Record<string, Shape>> = Readonly<Record<string, Shape>>> {
  readonly type: 'union';
  readonly members: Members;
}

// Interfaces, not type arguments, so that the recursion is lazy.
export type Shape = StringShape | IntegerShape | BooleanShape | AnyList | AnyStructure | AnyUnion;
interface AnyList extends ListShape<Shape> {}
interface AnyStructure extends StructureShape {}
interface AnyUnion extends UnionShape {}

type RequiredNames<M extends Readonly<Record<string, Member>>> = {
  [Name in keyof M]: M[Name]['required'] extends true ? Name : never;
}[keyof M];

/** The TypeScript type of what a shape describes. */
export type ValueOf<S> =
  S extends StringShape<infer Value>
    ? Value
    : S extends IntegerShape
      ? number
      : S extends BooleanShape
        ? boolean
        : S extends ListShape<infer Item>
          ? readonly ValueOf<Item>[]
          : S extends StructureShape<infer M>
            ? { readonly [Name in RequiredNames<M>]: ValueOf<M[Name]['shape']> } & {
                readonly [Name in Exclude<keyof M, RequiredNames<M>>]?: ValueOf<M[Name]['shape']>;
              }
            : S extends UnionShape<infer M>
              ? { [Name in keyof M]: { readonly [Only in Name]: ValueOf<M[Name]> } }[keyof M]
              : never;

export const string = (limits: Omit<StringShape, 'type' | 'values'> = {}): StringShape => ({
  type: 'string',
  ...limits,
});

export const oneOf = <const Value extends string>(...values: readonly Value[]): StringShape<Value> => ({
  type: 'string',
  values,
});

export const integer = (limits: Omit<IntegerShape, 'type'> = {}): IntegerShape => ({ type: 'integer', ...limits });

export const boolean = (): BooleanShape => ({ type: 'boolean' });

export const list = <Item extends Shape>(
  item: Item,
  limits: Omit<ListShape, 'type' | 'item'> = {},
): ListShape<Item> => ({ type: 'list', item, ...limits });

export const structure = <M extends Readonly<Record<string, Member>>>(members: M): StructureShape<M> => ({
  type: 'structure',
  members,
});

export const union = <M extends Readonly<Record<string, Shape>>>(members: M): UnionShape<M> => ({
  type: 'union',
  members,
});

export const required = <S extends Shape>(shape: S): Member<S, true> => ({ shape, required: true });

export const optional = <S extends Shape>(shape: S): Member<S, false> => ({ shape, required: false });

/** A `{label}` of the path. */
export const fromPath = <S extends Shape>(shape: S): Member<S, true> => ({
  shape,
  required: true,
  location: { in: 'path' },
});

export const fromQuery = <S extends Shape>(name: string, shape: S): Member<S, true> => ({
  shape,
  required: true,
  location: { in: 'query', name },
});

export const fromHeader = <S extends Shape, Required extends boolean>(
  name: string,
  member: Member<S, Required>,
): Member<S, Required> => ({ ...member, location: { in: 'header', name: name.toLowerCase() } });
