import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidInputError } from './invalid-input.ts';
import { parseProxyConfiguration } from './parse-proxy-configuration.ts';
import type { ProxyConfiguration } from './proxy-configuration.ts';

/** Fixed, so that a failure comes back; fast-check prints it with the counterexample. */
const SEED = 20_261_122;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const letter = fc.constantFrom(...LETTERS);
const label = fc.oneof(
  letter,
  fc
    .tuple(letter, fc.string({ unit: fc.constantFrom(...LETTERS, '-'), maxLength: 61 }), letter)
    .map((parts) => parts.join('')),
);
const server = fc
  .array(label, { minLength: 1, maxLength: 5 })
  .map((labels) => labels.join('.'))
  .filter((name) => name.length <= 253);
const pattern = fc
  .tuple(fc.constantFrom('', '.'), server)
  .map((parts) => parts.join(''))
  .filter((text) => text.length <= 253);
const domainPatterns = fc.array(pattern, { minLength: 1, maxLength: 100 });
const secretArn = fc
  .tuple(
    fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'),
    fc.constantFrom('us-east-1', 'cn-north-1'),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...LETTERS, ...'/_+=.@-'), minLength: 1, maxLength: 40 }),
  )
  .map(([partition, region, account, name]) => `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`);
const externalProxy = fc.record(
  {
    server,
    port: fc.integer({ min: 1, max: 65_535 }),
    domainPatterns,
    credentials: fc.record({ basicAuth: fc.record({ secretArn }) }),
  },
  { requiredKeys: ['server', 'port'] },
);
const configuration: fc.Arbitrary<ProxyConfiguration> = fc.record(
  {
    proxies: fc.array(fc.record({ externalProxy }), { minLength: 1, maxLength: 5 }),
    bypass: fc.record({ domainPatterns }, { requiredKeys: [] }),
  },
  { requiredKeys: ['proxies'] },
);

test('every configuration of the grammar passes, and comes back equal', () => {
  const property = fc.property(configuration, (value) => {
    expect(parseProxyConfiguration(value, 'generated')).toEqual(value);
  });
  fc.assert(property, { seed: SEED, numRuns: 300 });
});

/** What no value at this place may be, by the last name in its path. */
const CORRUPTIONS: Readonly<Record<string, readonly unknown[]>> = {
  proxies: [undefined, null, 'x', {}, []],
  proxy: [null, 'x', [], {}, { other: 1 }],
  externalProxy: [null, 'x', []],
  server: [undefined, null, 7, '', 'http://x', 'x:1', '_', 'x.', '.x', '*.x', '-x', 'ü', 'a'.repeat(64)],
  port: [undefined, null, '8080', 0, -1, 65_536, 1.5, true],
  domainPatterns: [null, '.x', {}, []],
  pattern: [null, 7, '', '.', '*', '*.x', 'x.', 'x..y', 'http://x', 'x/y', 'x:1', 'ü', '_', '..x'],
  credentials: [null, 'u:p', [], {}],
  basicAuth: [null, 'u:p', []],
  secretArn: [undefined, null, 'name', 'arn:aws:ssm:us-east-1:123456789012:parameter/x'],
  bypass: [null, '.x', []],
};

/** Every place in a value: its path, the name of its kind, and how to put something else there. */
function placesIn(value: unknown, path: string, kind: string): readonly { path: string; kind: string }[] {
  const own = { path, kind };
  if (Array.isArray(value)) {
    const item = kind === 'proxies' ? 'proxy' : 'pattern';
    return [own, ...value.flatMap((inner: unknown, index) => placesIn(inner, `${path}[${index}]`, item))];
  }
  if (typeof value !== 'object' || value === null) return [own];
  const members = Object.entries(value).flatMap(([name, inner]) =>
    placesIn(inner, path ? `${path}.${name}` : name, name),
  );
  return [own, ...members];
}

function replaced(value: unknown, target: string, by: unknown, path = ''): unknown {
  if (path === target) return by;
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => replaced(inner, target, by, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [
    name,
    replaced(inner, target, by, path ? `${path}.${name}` : name),
  ]);
  return Object.fromEntries(members);
}

test('any single corruption is found, at its own path and nowhere else', () => {
  const corrupted = configuration.chain((value) =>
    fc
      .constantFrom(...placesIn(value, '', '').filter(({ kind }) => kind in CORRUPTIONS))
      .chain(({ path, kind }) =>
        fc.constantFrom(...(CORRUPTIONS[kind] ?? [])).map((by) => ({ value: replaced(value, path, by), path })),
      ),
  );
  const property = fc.property(corrupted, ({ value, path }) => {
    let caught: unknown;
    try {
      parseProxyConfiguration(value, 'generated');
    } catch (error) {
      caught = error;
    }
    if (!(caught instanceof InvalidInputError)) throw new Error('nothing was reported');
    expect(new Set(caught.violations.map((violation) => violation.path))).toEqual(new Set([path]));
  });
  fc.assert(property, { seed: SEED, numRuns: 1000 });
});
