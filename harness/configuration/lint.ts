import { defaultProxy } from './lint/default-proxy.ts';
import { duplicatePatterns } from './lint/duplicate-patterns.ts';
import { matchlessPatterns } from './lint/matchless-patterns.ts';
import { neverChosenProxies } from './lint/never-chosen-proxies.ts';
import { publicSuffixes } from './lint/public-suffixes.ts';
import type { LintRule } from './lint/rule.ts';
import { shadowedPatterns } from './lint/shadowed-patterns.ts';
import { sharedCredentials } from './lint/shared-credentials.ts';
import type { LintFinding } from './lint-finding.ts';
import type { ProxyConfiguration } from './proxy-configuration.ts';

/** Findings at the same path keep this order. */
const LINT_RULES: readonly LintRule[] = [
  shadowedPatterns,
  duplicatePatterns,
  publicSuffixes,
  matchlessPatterns,
  neverChosenProxies,
  defaultProxy,
  sharedCredentials,
];

/** Fixed locale: the order must not depend on the machine. Numbers as numbers: `[2]` before `[10]`. */
const PATH_ORDER = new Intl.Collator('en', { numeric: true });

/** Looks for what a valid configuration most likely does not mean. Findings in the order of their paths. */
export function lint(configuration: ProxyConfiguration): readonly LintFinding[] {
  const findings = LINT_RULES.flatMap((rule) => rule(configuration));
  return findings.sort((one, other) => PATH_ORDER.compare(one.path, other.path));
}
