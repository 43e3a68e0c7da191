import { describe, expect, it } from 'vitest';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { suiteRun } from './fixtures/suite.ts';
import { profileSummaries } from './profiles.ts';

describe('profiles', () => {
  it('add up the results of their own statements; what was expected to deviate does not count', () => {
    const summaries = profileSummaries(suiteRun());
    expect(
      summaries.map(({ profile, outcome, requirements, deviating, observed }) => ({
        profile,
        outcome,
        requirements,
        deviating,
        observed,
      })),
    ).toEqual([
      {
        profile: 'core-routing',
        outcome: 'violates',
        requirements: { total: 4, examined: 2, beyond: 0 },
        deviating: ['routing/first-match-wins[scheme=https]'],
        observed: ['routing/no-default'],
      },
      {
        profile: 'credentials',
        outcome: 'not-examined',
        requirements: { total: 1, examined: 0, beyond: 0 },
        deviating: [],
        observed: [],
      },
      {
        profile: 'resilience',
        outcome: 'conforms',
        requirements: { total: 1, examined: 1, beyond: 0 },
        deviating: [],
        observed: [],
      },
      {
        profile: 'api',
        outcome: 'not-examined',
        requirements: { total: 0, examined: 0, beyond: 0 },
        deviating: [],
        observed: [],
      },
    ]);
    expect(summaries[0]?.results).toMatchObject({ conforms: 1, violates: 1, observation: 1 });
  });

  it('a result that breaks a statement of another profile counts against that one too', () => {
    const run = suiteRun();
    const checks = run.checks.map((check) => ({
      ...check,
      findings: check.findings.map((finding) => ({ ...finding, requirement: 'R-FAIL-OPEN-1' })),
    }));
    const outcomes = profileSummaries({ ...run, checks }).map(({ profile, outcome }) => [profile, outcome]);
    expect(outcomes).toContainEqual(['resilience', 'violates']);
  });

  it('what no run can examine is counted apart, unless this one did', () => {
    const run = suiteRun();
    const requirements = run.requirements.map((one) => ({ ...one, untestable: 'Nobody can see it from outside.' }));
    expect(profileSummaries({ ...run, requirements }).map((one) => one.requirements)).toEqual([
      { total: 2, examined: 2, beyond: 2 },
      { total: 0, examined: 0, beyond: 1 },
      { total: 1, examined: 1, beyond: 0 },
      { total: 0, examined: 0, beyond: 0 },
    ]);
  });

  it('are there for a configuration too', () => {
    const outcomes = profileSummaries(completeExampleRun()).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['conforms', 'conforms', 'conforms', 'not-examined']);
  });
});
