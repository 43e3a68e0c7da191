import { describe, expect, test } from 'vitest';
import { InvalidSecretError, parseProxySecret } from './credentials.ts';

function problemsIn(secret: string): readonly string[] {
  try {
    parseProxySecret(secret);
    return [];
  } catch (error) {
    if (error instanceof InvalidSecretError) return error.problems;
    throw error;
  }
}

function secret(username: unknown, password: unknown): string {
  return JSON.stringify({ username, password });
}

describe('accepts', () => {
  test('every character that is allowed', () => {
    const username = 'abcXYZ019@._+=-';
    const password = 'abcXYZ019@._+=-!#$%&*';
    expect(parseProxySecret(secret(username, password))).toStrictEqual({ username, password });
  });

  test('256 characters', () => {
    expect(problemsIn(secret('u'.repeat(256), 'p'.repeat(256)))).toStrictEqual([]);
  });

  test('other members beside the two, which it drops', () => {
    expect(parseProxySecret('{"username": "u", "password": "p", "engine": "squid"}')).toStrictEqual({
      username: 'u',
      password: 'p',
    });
  });
});

describe('refuses', () => {
  const FORMAT = 'it must be {"username": "…", "password": "…"}.';

  test.each<[string, readonly string[]]>([
    ['', [`The secret is not JSON; ${FORMAT}`]],
    ['bob:hunter2', [`The secret is not JSON; ${FORMAT}`]],
    ['"hunter2"', [`The secret is JSON but not an object; ${FORMAT}`]],
    ['["bob", "hunter2"]', [`The secret is JSON but not an object; ${FORMAT}`]],
    ['null', [`The secret is JSON but not an object; ${FORMAT}`]],
    ['{"bob": "hunter2"}', ['The secret has no `username`.', 'The secret has no `password`.']],
    [
      '{"Username": "bob", "password": "hunter2"}',
      ['The secret has no `username`, only one in other upper and lower case.'],
    ],
    [secret('bob', 7), ["The secret's `password` is not a string."]],
    [secret('', 'hunter2'), ["The secret's `username` is empty."]],
    [secret('bob', 'p'.repeat(257)), ["The secret's `password` has more than 256 characters."]],
    [secret('u'.repeat(257), 'hunter2'), ["The secret's `username` has more than 256 characters."]],
    [secret('bob:', 'hunter2'), ["The secret's `username` has a colon at position 4."]],
    [secret('bob', 'hunter:2'), ["The secret's `password` has a colon at position 7."]],
    [secret('bob', 'hunter2\n'), ["The secret's `password` has a line break at position 8."]],
    [secret('my bob', 'hunter2'), ["The secret's `username` has white space at position 3."]],
    [secret('bob', '"hunter2"'), ["The secret's `password` has a quotation mark at position 1."]],
    [secret('bob', "hunter'2"), ["The secret's `password` has a quotation mark at position 7."]],
    [secret('bob', 'hunter\u00002'), ["The secret's `password` has a control character at position 7."]],
    [secret('bob', '😀hünter2'), ["The secret's `password` has a character outside ASCII at position 1."]],
    [secret('bob', 'hunter2/'), ["The secret's `password` has a sign that is not allowed at position 8."]],
    [secret('bob!', 'hunter2!'), ["The secret's `username` has a sign that is not allowed at position 4."]],
  ])('%j', (text, problems) => {
    expect(problemsIn(text)).toStrictEqual(problems);
  });

  test('everything at once, under one code, and repeats nothing of the secret', () => {
    expect.assertions(3);
    try {
      parseProxySecret(secret('bob~', `hunter2~${'p'.repeat(256)}`));
    } catch (error) {
      if (!(error instanceof InvalidSecretError)) throw error;
      expect(error.code).toBe('ERR_INVALID_SECRET');
      expect(error.message).toBe(
        "The secret's `username` has a sign that is not allowed at position 4. The secret's `password` has more than 256 characters. The secret's `password` has a sign that is not allowed at position 8.",
      );
      expect(`${error.stack}${JSON.stringify(error)}`).not.toMatch(/bob|hunter2|~/);
    }
  });
});
