import type { RequestKeys } from './request-keys.ts';

const ANY = Symbol('*');
const ONE = Symbol('?');
type Token = string | typeof ANY | typeof ONE;

/** `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the signs themselves. */
export const VARIABLE = /\$\{([^}]*)\}/g;

/** Key and default of a variable's inside; no key for the three signs. */
export function parseVariable(inside: string): { readonly key?: string; readonly fallback?: string } {
  if (['*', '?', '$'].includes(inside)) return { fallback: inside };
  const [, key = inside, fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
  return { key, ...(fallback === undefined ? {} : { fallback }) };
}

/** Where the variables of a policy get their values; without keys, `${…}` is text like all other. */
export interface Variables {
  readonly hasVariables: boolean;
  readonly keys: RequestKeys;
}

/** A text of a policy as single signs. `undefined` when a variable has no value: then nothing matches it. */
function tokensOf(text: string, { hasVariables, keys }: Variables): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of hasVariables ? text.matchAll(VARIABLE) : []) {
    tokens.push(...wildcards(text.slice(end, found.index)));
    const { key, fallback } = parseVariable(found[1] ?? '');
    const value = (key === undefined ? undefined : keys.single(key)) ?? fallback;
    if (value === undefined) return undefined;
    tokens.push(...value);
    end = found.index + found[0].length;
  }
  tokens.push(...wildcards(text.slice(end)));
  return tokens;
}

function wildcards(text: string): readonly Token[] {
  return [...text].map((sign) => (sign === '*' ? ANY : sign === '?' ? ONE : sign));
}

/** The text with its variables filled in, in which `*` and `?` are signs like all others. */
export function filledIn(text: string, variables: Variables): string | undefined {
  const tokens = tokensOf(text, variables);
  return tokens?.map((token) => (token === ANY ? '*' : token === ONE ? '?' : token)).join('');
}

/** Whether a policy's text with `*` (any signs) and `?` (one sign) matches all of `subject`. */
export function matches(text: string, subject: string, variables: Variables): boolean {
  const tokens = tokensOf(text, variables);
  return tokens !== undefined && glob(tokens, [...subject]);
}

/** Goes back to the last `*` only, so that no pattern takes longer than both lengths multiplied. */
function glob(tokens: readonly Token[], subject: readonly string[]): boolean {
  let [at, token] = [0, 0];
  let star: { readonly token: number; at: number } | undefined;
  while (at < subject.length) {
    if (tokens[token] === ANY) {
      star = { token, at };
      token += 1;
    } else if (token < tokens.length && (tokens[token] === ONE || tokens[token] === subject[at])) {
      at += 1;
      token += 1;
    } else if (star) {
      star.at += 1;
      at = star.at;
      token = star.token + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === ANY);
}
