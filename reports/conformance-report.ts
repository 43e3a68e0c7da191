import type { CheckResult, ProbeResult, Verification } from '../harness/conformance/verification.ts';
import type { ProfileSummary } from './profiles.ts';
import { profileSummaries } from './profiles.ts';
import type { OutcomeCounts } from './reading.ts';
import { bySection, countOutcomes } from './reading.ts';

/** Grows when a reader of the old version would misread the new one. */
export const SCHEMA_VERSION = 1;

/** Written beside the report, so that editors validate and complete without a network. */
export const SCHEMA_FILE = 'conformance-report.schema.json';

interface SectionSummary {
  readonly section: string;
  readonly probes: OutcomeCounts;
  readonly checks: OutcomeCounts;
}

/** The content of `conformance-report.json`: the whole verification, and totals that save readers the counting. */
export interface ConformanceReport extends Verification {
  readonly $schema: string;
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly summary: {
    readonly probes: OutcomeCounts;
    readonly checks: OutcomeCounts;
    readonly sections: readonly SectionSummary[];
    readonly profiles: readonly ProfileSummary[];
  };
}

function conformanceReport(verification: Verification): ConformanceReport {
  const { probes, checks } = verification;
  return {
    $schema: `./${SCHEMA_FILE}`,
    schemaVersion: SCHEMA_VERSION,
    summary: {
      probes: countOutcomes(probes),
      checks: countOutcomes(checks),
      sections: sectionSummaries(verification),
      profiles: profileSummaries(verification),
    },
    ...verification,
  };
}

function sectionSummaries(verification: Verification): SectionSummary[] {
  const results: readonly (ProbeResult | CheckResult)[] = [...verification.probes, ...verification.checks];
  return bySection(verification, results).map(({ title, results: members }) => ({
    section: title,
    probes: countOutcomes(members.filter((member) => 'probe' in member)),
    checks: countOutcomes(members.filter((member) => !('probe' in member))),
  }));
}

/** The report as JSON, one probe a line, in pieces: `probes` last, everything a reader wants first at the top. */
export function* reportPieces(verification: Verification): Generator<string> {
  const { probes, ...head } = conformanceReport(verification);
  yield JSON.stringify(head, null, 2).slice(0, -'\n}'.length);
  yield ',\n  "probes": [';
  for (const [position, probe] of probes.entries()) yield `${position === 0 ? '' : ','}\n    ${JSON.stringify(probe)}`;
  yield probes.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}
