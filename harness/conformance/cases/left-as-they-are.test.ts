import { expect, test } from 'vitest';
import type { CaseCell, CaseProbe } from './case.ts';
import { leftAsTheyAre } from './left-as-they-are.ts';
import type { CaseProxy } from './setup.ts';

function browsing(proxies: readonly CaseProxy[], ...probes: readonly CaseProbe[]): CaseCell {
  return { path: 'a/b', parameters: {}, plan: { kind: 'browse', setup: { proxies }, probes } };
}

const to = (goes: string): CaseProbe => ({ url: `https://${goes}.test/`, goes });

test('those that a request goes through come first, of all cells', () => {
  const proxies = ['one', 'two', 'three', 'four'].map((name) => ({ name }));
  const cells = [browsing(proxies, to('two')), browsing(proxies, to('four'), to('direct'))];
  expect(leftAsTheyAre(cells)).toEqual([1, 3, 0, 2]);
});

test.each<[string, Omit<CaseProxy, 'name'>]>([
  ['has credentials', { access: { proxy: 'basic', secret: { kind: 'right' } } }],
  ['has a secret, although it is open', { access: { proxy: 'open', secret: { kind: 'right' } } }],
  ['is not where it listens', { place: 'closed-port' }],
  ['misbehaves', { behaviour: { kind: 'refuse' } }],
])('not one that %s', (_what, settings) => {
  const proxies = [{ name: 'told', ...settings }, { name: 'plain' }];
  expect(leftAsTheyAre([browsing(proxies, to('told'))])).toEqual([1]);
});

test('one that is told to behave well is left as it is', () => {
  expect(leftAsTheyAre([browsing([{ name: 'one', behaviour: { kind: 'normal' } }], to('one'))])).toEqual([0]);
});

test('not one that a request is to end at', () => {
  const proxies = [{ name: 'one' }, { name: 'two' }, { name: 'three' }];
  const cell = browsing(
    proxies,
    { url: 'https://a.test/', failsAt: 'one' },
    { url: 'http://b.test/', answeredBy: 'two', status: 503 },
  );
  expect(leftAsTheyAre([cell])).toEqual([2]);
});

test('a case in steps may do anything with all of them', () => {
  const setup = { proxies: [{ name: 'one' }] };
  const cell: CaseCell = { path: 'a/b', parameters: {}, plan: { kind: 'steps', setup, perform: async () => [] } };
  expect(leftAsTheyAre([cell])).toEqual([]);
});
