import { expect, test } from 'vitest';
import { accessCheck } from './basic-access.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const check = accessCheck({ kind: 'basic', username: 'Aladdin', password: 'open:s\u00e9same' }, 'proxy-a');
const good = base64('Aladdin:open:s\u00e9same');

test.each([
  ['valid', `Basic ${good}`],
  ['valid', `basic ${good}`],
  ['valid', `BASIC   ${good}`],
  ['invalid', `Basic ${base64('Aladdin:wrong')}`],
  ['invalid', `Basic ${base64('aladdin:open:s\u00e9same')}`],
  ['invalid', `Basic ${base64(':')}`],
  ['malformed', `Basic ${base64('no colon')}`],
  ['malformed', 'Basic'],
  ['malformed', 'Basic '],
  ['malformed', `Basic ${good.slice(0, -1)}`],
  ['malformed', `Basic ${good}!`],
  ['malformed', `Basic ${good} trailing`],
  ['malformed', `Bearer ${good}`],
  ['malformed', `Basic${good}`],
  ['malformed', good],
])('%s: %s', (state, value) => {
  expect(check.judge(['Host', 'a.test', 'proxy-authorization', value])).toBe(state);
});

test('absent without the header, malformed with two, even if both are right', () => {
  expect(check.judge(['Host', 'a.test', 'Authorization', `Basic ${good}`])).toBe('absent');
  const twice = ['Proxy-Authorization', `Basic ${good}`, 'Proxy-Authorization', `Basic ${good}`];
  expect(check.judge(twice)).toBe('malformed');
});

test('only valid credentials are admitted where credentials are asked for', () => {
  expect((['absent', 'valid', 'invalid', 'malformed'] as const).filter((state) => check.admits(state))).toEqual([
    'valid',
  ]);
});

test('an open proxy admits everything and calls what it never asked for invalid', () => {
  const open = accessCheck({ kind: 'open' }, 'proxy-a');
  expect(open.judge(['Proxy-Authorization', `Basic ${good}`])).toBe('invalid');
  expect(open.judge(['Proxy-Authorization', 'Basic'])).toBe('malformed');
  expect(open.judge([])).toBe('absent');
  expect((['absent', 'invalid', 'malformed'] as const).every((state) => open.admits(state))).toBe(true);
});

test('the challenge quotes the realm', () => {
  const access = { kind: 'basic', username: 'a', password: 'b', realm: 'the "inner" \\ ring\r\n' } as const;
  expect(accessCheck(access, 'proxy-a').challenge).toBe('Basic realm="the \\"inner\\" \\\\ ring??", charset="UTF-8"');
  expect(check.challenge).toBe('Basic realm="proxy-a", charset="UTF-8"');
});
