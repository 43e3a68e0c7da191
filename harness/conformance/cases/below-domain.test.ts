import { expect, test } from 'vitest';
import { belowDomain } from './below-domain.ts';
import type { CaseProbe } from './case.ts';
import { definers } from './define-case.ts';
import type { Setup } from './setup.ts';
import { planUnits, type Unit } from './units.ts';

const below = { kind: 'below', domain: 'conformance.example.com' } as const;

function unitOf(setup: Setup, probes: readonly CaseProbe[]): Unit {
  const one = definers<string, string>().defineCase({
    id: 'bypass/any',
    requirements: ['R-ONE'],
    stimulus: 'A host is asked for.',
    obligation: 'It goes where it must.',
    configuration: () => setup,
    probes: () => probes,
    provedBy: [],
  });
  const [unit] = planUnits([{ case: one, cells: one.cells }]);
  if (unit === undefined) throw new Error('The case has no unit.');
  return unit;
}

const planOf = (unit: Unit) => unit.cells[0]?.plan;

test('every name goes below the domain, in patterns and in URLs, as it is written', () => {
  const unit = unitOf({ proxies: [{ name: 'wide', claims: ['.Company.test', '10.0.0.1'] }], bypass: ['direct.test'] }, [
    { url: 'https://WWW.company.test:8443/path?q=a.test', goes: 'wide' },
    { url: 'http://direct.test./', goes: 'direct' },
    { url: 'http://10.0.0.1/', goes: 'wide' },
    { url: 'ws://app.localhost/', goes: 'direct' },
    { url: 'http://www.company.test/', by: 'image', from: 'http://direct.test/page', goes: 'wide' },
  ]);
  expect(planOf(belowDomain(unit, below))).toMatchObject({
    setup: {
      proxies: [{ name: 'wide', claims: ['.Company.test.conformance.example.com', '10.0.0.1'] }],
      bypass: ['direct.test.conformance.example.com'],
    },
    probes: [
      { url: 'https://WWW.company.test.conformance.example.com:8443/path?q=a.test' },
      { url: 'http://direct.test.conformance.example.com./' },
      { url: 'http://10.0.0.1/' },
      { url: 'ws://app.localhost/' },
      {
        url: 'http://www.company.test.conformance.example.com/',
        from: 'http://direct.test.conformance.example.com/page',
      },
    ],
  });
});

test('a unit without direct requests stays as it is, and so does any where all names lead to the origin', () => {
  const proxied = unitOf({ proxies: [{ name: 'all' }] }, [{ url: 'http://www.test/', goes: 'all' }]);
  expect(belowDomain(proxied, below)).toBe(proxied);
  const direct = unitOf({ proxies: [{ name: 'all' }], bypass: ['www.test'] }, [
    { url: 'http://www.test/', goes: 'direct' },
  ]);
  expect(belowDomain(direct, { kind: 'all' })).toBe(direct);
  expect(belowDomain(direct, below)).not.toBe(direct);
});

test('names that would be too long stay as they are', () => {
  const long = `${'a'.repeat(60)}.`.repeat(4).concat('test');
  const unit = unitOf({ proxies: [{ name: 'all' }], bypass: [long] }, [{ url: `http://${long}/`, goes: 'direct' }]);
  expect(belowDomain(unit, below)).toBe(unit);
});
