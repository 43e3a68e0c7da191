import type { Case } from '../case.ts';
import type { CaseResult } from '../case-result.ts';
import { definers } from '../define-case.ts';

const { defineCase } = definers<string, string>();

const setUp = () => ({ proxies: [{ name: 'wide', claims: ['.company.test'] }, { name: 'fallback' }] }) as const;

/** Two groups, three cases, six cells. */
export const exampleCases: readonly Case[] = [
  defineCase({
    id: 'routing/first',
    requirements: ['R-ONE'],
    stimulus: 'A host is asked for.',
    obligation: 'It goes through the first proxy.',
    matrix: { scheme: ['http', 'https'], order: ['a', 'b'] },
    configuration: setUp,
    probes: ({ scheme }) => [{ url: `${scheme}://www.company.test/`, goes: 'wide' }],
    provedBy: [],
  }),
  defineCase({
    id: 'routing/first-of-all',
    requirements: ['R-TWO'],
    stimulus: 'A host is asked for.',
    obligation: 'It goes through the first proxy.',
    configuration: setUp,
    probes: () => [],
    provedBy: [],
  }),
  defineCase({
    id: 'bypass/direct',
    requirements: ['R-THREE'],
    stimulus: 'A host is asked for.',
    obligation: 'It goes direct.',
    configuration: setUp,
    probes: () => [],
    provedBy: [],
  }),
];

/** A result of one of these cells. */
export function exampleResult(path: string, verdict: CaseResult['verdict'] = 'conforms'): CaseResult {
  return {
    id: path,
    caseId: path.replace(/\[.*/, ''),
    requirement: 'R-ONE',
    requirements: ['R-ONE'],
    level: 'documented',
    stimulus: 'A host is asked for.',
    obligation: 'It goes through the first proxy.',
    verdict,
    seen: 'It did.',
    findings: [],
    sightings: [],
    attachments: [],
    durationMilliseconds: 1,
  };
}
