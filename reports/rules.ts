import type { ProbeResult, Verification } from '../harness/conformance/verification.ts';
import type { Expectation } from '../harness/matrix/probe.ts';
import type { Rule } from '../harness/routing/route.ts';
import { deviates, sameRoute, tookRoute } from './reading.ts';

/** One rule of the configuration, and what became of the probes that it decides. */
export interface RuleEvidence {
  readonly rule: Rule;
  /** Probes that conform and whose request took the route of this rule. */
  readonly proved: number;
  /** Probes of its route whose result needs a look. */
  readonly deviating: number;
}

/** The configuration's rules in order of precedence: bypass, patterns in array order, the rest. */
export function rulesInOrder({ configuration }: Verification): readonly Rule[] {
  const bypass = (configuration.bypass?.domainPatterns ?? []).map(
    (pattern, at): Rule => ({ kind: 'bypass', pattern, path: `bypass.domainPatterns[${at}]` }),
  );
  const patterns = configuration.proxies.flatMap(({ externalProxy }, index) =>
    (externalProxy.domainPatterns ?? []).map(
      (pattern, at): Rule => ({
        kind: 'pattern',
        index,
        pattern,
        path: `proxies[${index}].externalProxy.domainPatterns[${at}]`,
      }),
    ),
  );
  const defaults = configuration.proxies.flatMap(({ externalProxy }, index): Rule[] =>
    externalProxy.domainPatterns ? [] : [{ kind: 'default', index, path: `proxies[${index}].externalProxy` }],
  );
  return [...bypass, ...patterns, ...(defaults.length > 0 ? defaults : [{ kind: 'unmatched' } as const])];
}

/** What the run proved about each rule, in order of precedence. */
export function ruleEvidence(verification: Verification): readonly RuleEvidence[] {
  const decided = new Map<string, ProbeResult[]>();
  for (const result of verification.probes) {
    if (!showsRule(result.probe.expected)) continue;
    const key = ruleKey(result.probe.expected.decision.rule);
    const group = decided.get(key);
    if (group) group.push(result);
    else decided.set(key, [result]);
  }
  return rulesInOrder(verification).map((rule) => {
    const results = decided.get(ruleKey(rule)) ?? [];
    return { rule, proved: results.filter(proves).length, deviating: results.filter(deviates).length };
  });
}

/** Where the user expects another route than the rule says, the result tells about that expectation and not the rule. */
export function showsRule({ route, decision }: Expectation): boolean {
  return sameRoute(route, decision.route);
}

function proves({ verdict, attribution, probe }: ProbeResult): boolean {
  return verdict === 'conforms' && tookRoute(attribution, probe.expected.decision.route);
}

function ruleKey(rule: Rule): string {
  return rule.kind === 'unmatched' ? rule.kind : rule.path;
}
