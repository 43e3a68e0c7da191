import { describe, expect, test } from 'vitest';
import { canaryForms, targetHolds } from './canaries.ts';

const username = 'user.name+1@corp=x';
const password = 'p%41ss-#word&*!$';
const canaries = canaryForms({ username, password });
const basic = Buffer.from(`${username}:${password}`).toString('base64');

describe('credentials in a target', () => {
  test.each([
    ['as they are', `http://a.test/?p=${password}`],
    ['URL-encoded', `/?p=${encodeURIComponent(password)}`],
    ['URL-encoded twice', `/?p=${encodeURIComponent(encodeURIComponent(password))}`],
    ['as a form', `/?${new URLSearchParams({ p: password })}`],
    ['in lower-case escapes', `/?p=${encodeURIComponent(password).toLowerCase()}`],
    ['as user information', Object.assign(new URL('http://a.test/'), { username, password }).href],
    ['the name alone', `/${encodeURIComponent(username)}/`],
    ['as Basic sends them', `/?authorization=Basic%20${encodeURIComponent(basic)}`],
    ['as Basic, for URLs', `/${Buffer.from(basic, 'base64').toString('base64url')}`],
    ['every character escaped', `/${[...Buffer.from(password)].map((byte) => `%${byte.toString(16)}`).join('')}`],
  ])('%s', (_, target) => {
    expect(targetHolds(target, canaries)).toBe(true);
  });

  test.each(['/', '/.well-known/acpc-probe/abcdefgh-1', '/%', '/%zz%4', '/?p=pass-word'])('are not in %s', (target) => {
    expect(targetHolds(target, canaries)).toBe(false);
  });

  test('too short to tell, they are not looked for', () => {
    expect(targetHolds('/bob/secret', canaryForms({ username: 'bob', password: 'secret' }))).toBe(false);
  });
});
