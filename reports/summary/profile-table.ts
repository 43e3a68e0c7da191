import type { Verification } from '../../harness/conformance/verification.ts';
import { PROFILE_TITLES, type ProfileSummary, profileSummaries } from '../profiles.ts';
import { mark, type Paint } from './paint.ts';
import { textTable } from './text-table.ts';

/** One row a profile: its outcome, its cells, and of how many of its statements the run says something. */
export function profileTable(verification: Verification, paint: Paint): string[] {
  const summaries = profileSummaries(verification);
  const [head = '', ...rows] = textTable([
    ['profile', 'outcome', 'conform', 'deviate', 'observed', 'statements examined', 'beyond any run'],
    ...summaries.map(cellsOf),
  ]);
  return [paint('dim', `  ${head}`), ...rows.map((row, at) => `${mark(markOf(summaries[at]?.outcome), paint)} ${row}`)];
}

function cellsOf({ profile, outcome, results, deviating, observed, requirements }: ProfileSummary): readonly string[] {
  const { total, examined, beyond } = requirements;
  const counts = outcome === 'not-examined' ? ['-', '-', '-'] : [results.conforms, deviating.length, observed.length];
  return [
    PROFILE_TITLES[profile],
    outcome.replace('-', ' '),
    ...counts.map(String),
    `${examined} of ${total}`,
    `${beyond}`,
  ];
}

function markOf(outcome: ProfileSummary['outcome'] | undefined) {
  return outcome === undefined || outcome === 'not-examined' ? 'not-applicable' : outcome;
}
