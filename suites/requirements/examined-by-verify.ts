import type { RequirementId } from './catalogue.ts';

/** What `verify` examines of every configuration; the rest of the catalogue is for the conformance cases. */
export const examinedByVerify: readonly RequirementId[] = [
  'R-PATTERN-DOT-WHOLE-LABELS',
  'R-PATTERN-EXACT',
  'R-BYPASS-NO-PROXY',
  'R-BYPASS-DIRECT',
  'R-PATTERN-FIRST-MATCH',
  'R-PATTERN-ROUTES',
  'R-DEFAULT-ROUTES',
  'R-DEFAULT-SEVERAL',
  'R-UNMATCHED-NO-DEFAULT',
  'R-EGRESS-STABLE',
  'R-PROXY-RESOLVES-NAMES',
  'R-FAIL-OPEN-START',
  'R-FAIL-OPEN-ERROR-PAGE',
  'R-NO-RETRY',
  'R-CREDENTIALS-OWN-PROXY',
  'R-CREDENTIALS-NOT-AT-ORIGIN',
  'R-CREDENTIALS-NOT-RETURNED',
  'U-EXPECTATION',
];
