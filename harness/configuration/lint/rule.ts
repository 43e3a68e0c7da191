import type { LintFinding } from '../lint-finding.ts';
import type { ProxyConfiguration } from '../proxy-configuration.ts';

/** One kind of mistake to look for. Findings in any order. */
export type LintRule = (configuration: ProxyConfiguration) => readonly LintFinding[];
