import { expect, test } from 'vitest';
import type { Case, Deviation } from './case.ts';
import { caseResult } from './case-result.ts';

const levelOf = (requirement: string) => (requirement === 'R-SILENT' ? 'undocumented' : 'documented');

/** What a violation is filed under, and how it counts. */
function filed(requirements: Case['requirements'], said: Partial<Deviation> = {}) {
  const cell = {
    path: 'group/name',
    parameters: {},
    plan: { kind: 'browse', setup: { proxies: [] }, probes: [] },
  } as const;
  const one = { id: 'group/name', requirements, stimulus: 'A.', obligation: 'B.', provedBy: [], cells: [cell] };
  const deviations = [{ verdict: 'violates', seen: 'C.', ...said } as const];
  const made = { durationMilliseconds: 1, attachments: [] };
  const { findings, level } = caseResult(one, cell, [{ seen: 'D.', deviations, sightings: [] }], levelOf, made);
  return [findings[0]?.requirement, level];
}

test('a violation is filed under what it says that it breaks', () => {
  expect(filed(['R-ONE', 'R-TWO'], { requirement: 'R-OTHER' })).toEqual(['R-OTHER', 'documented']);
  expect(filed(['R-ONE', 'R-SILENT'], { requirement: 'R-SILENT' })).toEqual(['R-SILENT', 'undocumented']);
});

test('or under the rule that its route rests on, where the case is about it', () => {
  expect(filed(['R-ONE', 'R-TWO'], { ruledBy: 'R-TWO' })).toEqual(['R-TWO', 'documented']);
  expect(filed(['R-ONE', 'R-TWO'], { ruledBy: 'R-OTHER' })).toEqual(['R-ONE', 'documented']);
});

test('or else under the first that the case is about, but never below its level', () => {
  expect(filed(['R-SILENT'])).toEqual(['R-SILENT', 'undocumented']);
  expect(filed(['R-ONE', 'R-SILENT'])).toEqual(['R-ONE', 'documented']);
  expect(filed(['R-SILENT', 'R-ONE', 'R-TWO'])).toEqual(['R-ONE', 'documented']);
});
