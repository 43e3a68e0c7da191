import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOMAIN_PATTERN } from '../configuration/limits.ts';
import { parseHost } from '../routing/host.ts';
import { variantsOf } from './variants.ts';

const SEED = 20_261_122;
const LONGEST_LABEL = 'a'.repeat(63);

const hosts = (pattern: string) => Object.fromEntries(variantsOf(pattern).map(({ variant, host }) => [variant, host]));

describe('variantsOf', () => {
  it.each(['.example.com', 'example.com', '.EXAMPLE.com'])('derives hosts from %s', (pattern) => {
    expect(hosts(pattern)).toEqual({
      apex: 'example.com',
      subdomain: 'www.example.com',
      'deep-subdomain': 'a.b.c.example.com',
      'look-alike-prefix': 'notexample.com',
      'look-alike-suffix': 'example.com.attacker.test',
      'upper-case': 'EXAMPLE.COM',
    });
  });

  it('derives only the apex from an IP address', () => {
    expect(hosts('10.0.0.1')).toEqual({ apex: '10.0.0.1' });
    expect(hosts('.10.0.0.1')).toEqual({ apex: '10.0.0.1' });
  });

  it.each(['1.2.3.4.5', '256.0.0.1', '.a.999'])('derives nothing from %s, which is no host', (pattern) => {
    expect(variantsOf(pattern)).toEqual([]);
  });

  it('leaves a look-alike prefix out where the first label has no room for it', () => {
    expect(hosts(`.${LONGEST_LABEL}.test`)).not.toHaveProperty('look-alike-prefix');
    expect(hosts(`${'a'.repeat(62)}.test`)['look-alike-prefix']).toBe(`z${'a'.repeat(62)}.test`);
  });

  it('uses shorter spellings, or none, close to 253 characters', () => {
    const apexOf = (length: number) => `${`${LONGEST_LABEL}.`.repeat(3)}${'b'.repeat(length - 3 * 64)}`;
    expect(hosts(apexOf(249))).toMatchObject({
      subdomain: `www.${apexOf(249)}`,
      'deep-subdomain': `a.b.${apexOf(249)}`,
    });
    expect(hosts(apexOf(249))).not.toHaveProperty('look-alike-suffix');
    expect(hosts(apexOf(248))['look-alike-suffix']).toBe(`${apexOf(248)}.test`);
    expect(Object.keys(hosts(apexOf(250)))).toEqual(['apex', 'subdomain', 'upper-case']);
    expect(Object.keys(hosts(apexOf(253)))).toEqual(['apex', 'upper-case']);
  });

  it(`derives hosts that can be asked for from all that the API accepts (seed ${SEED})`, () => {
    const pattern = fc
      .stringMatching(DOMAIN_PATTERN.expression)
      .filter((text) => text.length <= DOMAIN_PATTERN.maximumLength);
    fc.assert(
      fc.property(pattern, (text) => {
        for (const { host } of variantsOf(text)) expect(() => parseHost(host)).not.toThrow();
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
