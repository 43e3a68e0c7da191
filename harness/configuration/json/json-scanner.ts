import { itemPath, memberPath } from '../values/json-path.ts';
import { CHARACTER } from './json-mistakes.ts';

/** Deepest nesting that is followed, in levels. A request body has eight; without a bound a hostile text exhausts the stack. */
const MAXIMUM_DEPTH = 64;

/** A name that stands twice in one object; `JSON.parse` keeps the last without a word. */
export interface DuplicateKey {
  readonly path: string;
  /** Offsets of the two names, in UTF-16 code units. */
  readonly first: number;
  readonly second: number;
}

/** Where a text stops to be JSON. */
export interface JsonStop {
  readonly offset: number;
  /** What JSON allows there. */
  readonly expected: string;
}

const SPACE = /[ \t\r\n]*/y;
const PLAIN = /[ !#-[\]-\u{10ffff}]+/uy;
const ESCAPED = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** Thrown and caught within this file. */
class Stopped extends Error {
  readonly stop: JsonStop;

  constructor(stop: JsonStop) {
    super(stop.expected);
    this.stop = stop;
  }
}

/**
 * Walks over a JSON text for what `JSON.parse` does not tell: names that stand twice, and the exact place of a mistake
 * (its messages differ between Node versions and quote the text). Accepts what `JSON.parse` accepts, down to a depth of 64.
 */
export function scanJson(text: string): { readonly duplicates: readonly DuplicateKey[]; readonly stop?: JsonStop } {
  const duplicates: DuplicateKey[] = [];
  let offset = 0;

  function take(token: RegExp): string | undefined {
    token.lastIndex = offset;
    const found = token.exec(text)?.[0];
    offset += found?.length ?? 0;
    return found;
  }

  function stop(expected: string): never {
    throw new Stopped({ offset, expected });
  }

  function string(expected: string): string {
    const start = offset;
    if (take(/"/y) === undefined) return stop(expected);
    // Piece by piece: one expression for the whole of a long string exhausts the stack.
    while (take(PLAIN) !== undefined || take(ESCAPED) !== undefined);
    return take(/"/y) === undefined ? stop(CHARACTER) : String(JSON.parse(text.slice(start, offset)));
  }

  function value(path: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) stop(`no more than ${MAXIMUM_DEPTH} levels`);
    take(SPACE);
    if (take(/\{/y) !== undefined) members(path, depth);
    else if (take(/\[/y) !== undefined) items(path, depth);
    else if (text[offset] === '"') string('a value');
    else if (take(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y) === undefined)
      stop('a value');
    take(SPACE);
  }

  function members(path: string, depth: number): void {
    const seen = new Map<string, number>();
    take(SPACE);
    if (take(/\}/y) !== undefined) return;
    do {
      take(SPACE);
      const second = offset;
      const name = string('a name in double quotation marks');
      const first = seen.get(name);
      if (first !== undefined) duplicates.push({ path: memberPath(path, name), first, second });
      seen.set(name, second);
      take(SPACE);
      if (take(/:/y) === undefined) stop('a colon');
      value(memberPath(path, name), depth + 1);
    } while (take(/,/y) !== undefined);
    if (take(/\}/y) === undefined) stop('a comma or }');
  }

  function items(path: string, depth: number): void {
    take(SPACE);
    if (take(/\]/y) !== undefined) return;
    let index = 0;
    do value(itemPath(path, index++), depth + 1);
    while (take(/,/y) !== undefined);
    if (take(/\]/y) === undefined) stop('a comma or ]');
  }

  try {
    value('', 0);
    if (offset < text.length) stop('nothing more');
    return { duplicates };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { duplicates, stop: error.stop };
  }
}
