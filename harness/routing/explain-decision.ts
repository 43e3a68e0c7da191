import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { ProxyName } from '../conformance/verification.ts';
import type { Decision } from './route.ts';
import { describeRoute, describeRule, describeSilence, whyOverruled } from './wording.ts';

/**
 * A decision in plain words, several lines without a trailing newline: the route, the rule that decided it with
 * its JSON path, what that rule overruled and why each lost, and where the document is silent.
 */
export function explainDecision(
  configuration: ProxyConfiguration,
  decision: Decision,
  names: readonly ProxyName[],
): string {
  const { host, route, rule, overruled, silentAbout } = decision;
  const way = route.kind === 'direct' ? 'connects directly' : `goes through ${describeRoute(route, names)}`;
  const lines = [
    `${host} ${way}.`,
    `Decided by ${describeRule(rule, names)}${becauseNothingElse(configuration, decision)}.`,
  ];
  for (const loser of overruled) {
    lines.push(`Overruled ${describeRule(loser, names)}: ${whyOverruled(rule, loser)}.`);
  }
  if (silentAbout !== undefined) lines.push(describeSilence(silentAbout));
  return lines.join('\n');
}

/** What it took for a default proxy, or no rule at all, to decide. */
function becauseNothingElse({ proxies, bypass }: ProxyConfiguration, { rule }: Decision): string {
  if (rule.kind === 'bypass' || rule.kind === 'pattern') return '';
  const bypassed = bypass?.domainPatterns?.length ?? 0;
  const claimed = proxies.reduce((sum, { externalProxy }) => sum + (externalProxy.domainPatterns?.length ?? 0), 0);
  const total = bypassed + claimed;
  if (total === 0) return ': there are no patterns';
  const patterns =
    total === 1 ? 'the only pattern does not claim the host' : `none of ${total} patterns claims the host`;
  return rule.kind === 'default' ? `: ${patterns}` : `: ${patterns}, and every proxy has patterns`;
}
