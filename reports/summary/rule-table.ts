import type { ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Scheme } from '../../harness/matrix/probe.ts';
import type { Rule } from '../../harness/routing/route.ts';
import { routeName, tookRoute, worstOutcome } from '../reading.ts';
import { rulesInOrder } from '../rules.ts';
import { mark, type Paint } from './paint.ts';
import { textTable } from './text-table.ts';

/** One row a rule: where its hosts should go, and of how many probes a scheme that was proved. */
export function ruleTable(verification: Verification, paint: Paint): string[] {
  const { schemes, proxies } = verification;
  const rows = rulesInOrder(verification).map((rule) => {
    const results = verification.probes.filter(({ probe }) => sameRule(probe.expected.decision.rule, rule));
    const route =
      rule.kind === 'pattern' || rule.kind === 'default'
        ? ({ kind: 'proxy', index: rule.index } as const)
        : ({ kind: 'direct' } as const);
    return {
      cells: [ruleLabel(rule), routeName(route, proxies), ...schemes.map((scheme) => tally(results, scheme))],
      // A rule that no probe was decided by is neither proved nor broken.
      outcome: results.length === 0 ? ('not-applicable' as const) : worstOutcome(results),
    };
  });
  const [head = '', ...lines] = textTable([['rule', 'route', ...schemes], ...rows.map(({ cells }) => cells)]);
  return [
    paint('dim', `  ${head}`),
    ...rows.map(({ outcome }, at) => `${mark(outcome, paint)} ${lines[at]}`),
    paint('dim', `  n/m: of m requests that the rule decides, n took its route, as ${witnesses(verification)} agree.`),
  ];
}

/** Beyond a tap there is no origin of ours; what goes direct ends at one all the same. */
function witnesses({ probes }: Verification): string {
  return probes.some(({ attribution }) => attribution.taken.kind === 'relayed')
    ? 'tap or origin, and browser'
    : 'proxy, origin and browser';
}

function ruleLabel(rule: Rule): string {
  switch (rule.kind) {
    case 'bypass':
      return `bypass ${rule.pattern}`;
    case 'pattern':
      return rule.pattern;
    case 'default':
      return 'default';
    case 'unmatched':
      return 'no rule';
  }
}

function sameRule(one: Rule, other: Rule): boolean {
  return one.kind === 'unmatched' || other.kind === 'unmatched' ? one.kind === other.kind : one.path === other.path;
}

function tally(results: readonly ProbeResult[], scheme: Scheme): string {
  const asked = results.filter(({ probe }) => probe.scheme === scheme);
  const proved = asked.filter(
    ({ verdict, attribution, probe }) => verdict === 'conforms' && tookRoute(attribution, probe.expected.route),
  );
  return asked.length === 0 ? '-' : `${proved.length}/${asked.length}`;
}
