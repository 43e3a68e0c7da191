import { describe, expect, it } from 'vitest';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { expectingRun } from './fixtures/expecting.ts';
import { ruleEvidence, rulesInOrder } from './rules.ts';

describe('rules', () => {
  it('come in order of precedence: bypass, patterns in array order, the rest', () => {
    expect(rulesInOrder(completeExampleRun()).map(({ kind }) => kind)).toEqual(['bypass', 'pattern', 'unmatched']);
  });

  it('end with the default proxy where there is one', () => {
    const run = completeExampleRun();
    const configuration = { proxies: [...run.configuration.proxies, { externalProxy: { server: 'rest', port: 1 } }] };
    expect(rulesInOrder({ ...run, configuration }).at(-1)).toEqual({
      kind: 'default',
      index: 1,
      path: 'proxies[1].externalProxy',
    });
  });

  it('count what proved them and what deviates', () => {
    expect(ruleEvidence(deviatingRun()).map(({ proved, deviating }) => [proved, deviating])).toEqual([
      [3, 1],
      [4, 4],
      [0, 0],
      [3, 1],
    ]);
  });

  it('are not held responsible for expectations that contradict them', () => {
    const [bypass] = ruleEvidence(expectingRun());
    expect(bypass).toMatchObject({ proved: 1, deviating: 0 });
  });
});
