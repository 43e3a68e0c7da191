import { describe, expect, it } from 'vitest';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import type { Judged } from './reading.ts';
import {
  bySection,
  countOutcomes,
  deviates,
  outcomeOf,
  requirementLookup,
  routeName,
  takenName,
  UNKNOWN_SECTION,
  worstOutcome,
} from './reading.ts';

const PASS: Judged = { verdict: 'conforms', level: 'documented' };
const VIOLATION: Judged = { verdict: 'violates', level: 'documented' };
const OBSERVATION: Judged = { verdict: 'violates', level: 'undocumented' };
const UNPROVEN: Judged = { verdict: 'inconclusive', level: 'undocumented' };
const FAULT: Judged = { verdict: 'harness-fault', level: 'documented' };
const SKIPPED: Judged = { verdict: 'not-applicable', level: 'documented' };

describe('outcomes', () => {
  it('turns a deviation from undocumented behaviour into an observation, and nothing else', () => {
    expect([PASS, VIOLATION, OBSERVATION, UNPROVEN, FAULT, SKIPPED].map(outcomeOf)).toEqual([
      'conforms',
      'violates',
      'observation',
      'inconclusive',
      'harness-fault',
      'not-applicable',
    ]);
  });

  it('finds the worst of a group', () => {
    expect(worstOutcome([PASS, OBSERVATION, UNPROVEN, VIOLATION, FAULT])).toBe('violates');
    expect(worstOutcome([PASS, UNPROVEN, FAULT])).toBe('harness-fault');
    expect(worstOutcome([PASS, OBSERVATION])).toBe('observation');
    expect(worstOutcome([PASS, SKIPPED])).toBe('conforms');
  });

  it('calls a group without results inconclusive, never a pass', () => {
    expect(worstOutcome([])).toBe('inconclusive');
  });

  it('counts every outcome', () => {
    expect(countOutcomes(deviatingRun().probes)).toEqual({
      violates: 4,
      'harness-fault': 0,
      inconclusive: 1,
      observation: 1,
      conforms: 10,
      'not-applicable': 0,
    });
  });

  it('names what a reader should look at', () => {
    expect([PASS, SKIPPED].some(deviates)).toBe(false);
    expect([VIOLATION, OBSERVATION, UNPROVEN, FAULT].every(deviates)).toBe(true);
  });
});

describe('sections', () => {
  it('follow the catalogue, and leave out those without results', () => {
    const run = deviatingRun();
    const sections = bySection(run, [...run.checks, ...run.probes]);
    expect(sections.map(({ title, results }) => [title, results.length])).toEqual([
      ['Routing precedence', 16],
      ['Connectivity behavior', 2],
      ['Credential protection', 1],
    ]);
  });

  it('put an unknown requirement last, under its own heading', () => {
    const run = completeExampleRun();
    const sections = bySection(run, [{ requirement: 'R-NOBODY-1' }, ...run.checks]);
    expect(sections.map(({ title }) => title)).toEqual([
      'Connectivity behavior',
      'Credential protection',
      UNKNOWN_SECTION,
    ]);
    expect(requirementLookup(run)('R-NOBODY-1').statement).toBe('The requirements catalogue has no entry R-NOBODY-1.');
  });
});

describe('route names', () => {
  const { proxies } = deviatingRun();

  it('use the name the user knows', () => {
    expect(routeName({ kind: 'proxy', index: 1 }, proxies)).toBe('narrow.example.com:3128');
    expect(routeName({ kind: 'direct' }, proxies)).toBe('direct');
    expect(routeName({ kind: 'proxy', index: 7 }, proxies)).toBe('proxy #7');
  });

  it('say what became of a request', () => {
    const wide = { kind: 'proxy', index: 0 } as const;
    expect(takenName({ kind: 'route', route: wide }, proxies)).toBe('wide.example.com:8080');
    expect(takenName({ kind: 'several', routes: [wide, { kind: 'direct' }] }, proxies)).toBe(
      'wide.example.com:8080 and direct',
    );
    expect(takenName({ kind: 'stopped-at', route: wide }, proxies)).toBe('stopped at wide.example.com:8080');
    expect(takenName({ kind: 'unclear', reason: 'It is not known.', routes: [] }, proxies)).toBe('unclear');
    expect(takenName({ kind: 'unseen' }, proxies)).toBe('nowhere');
  });
});
