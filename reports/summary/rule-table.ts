import type { ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Scheme } from '../../harness/matrix/probe.ts';
import type { Route, Rule } from '../../harness/routing/route.ts';
import { probedSchemes, routeName, sameRoute, tookRoute, worstOutcome } from '../reading.ts';
import { rulesInOrder, showsRule } from '../rules.ts';
import { mark, type Paint } from './paint.ts';
import { textTable } from './text-table.ts';

const EXPECTATIONS = 'your expectations';

interface Row {
  readonly label: string;
  /** Where the requests of this row should go. */
  readonly route: Route;
  readonly results: readonly ProbeResult[];
}

/**
 * One row a rule: where its hosts should go, and of how many probes a scheme that was proved. Then what the user
 * expects, one row a route.
 */
export function ruleTable(verification: Verification, paint: Paint): string[] {
  const { proxies } = verification;
  const schemes = probedSchemes(verification);
  const expected = expectationRows(verification);
  const rows = [...ruleRows(verification), ...expected];
  const [head = '', ...lines] = textTable([
    ['rule', 'route', ...schemes],
    ...rows.map(({ label, route, results }) => [
      label,
      routeName(route, proxies),
      ...schemes.map((scheme) => tally(results, scheme)),
    ]),
  ]);
  return [
    paint('dim', `  ${head}`),
    // A rule that no probe was decided by is neither proved nor broken.
    ...rows.map(({ results }, at) => {
      return `${mark(results.length === 0 ? 'not-applicable' : worstOutcome(results), paint)} ${lines[at]}`;
    }),
    ...legend(verification, expected.length > 0).map((line) => paint('dim', `  ${line}`)),
  ];
}

function ruleRows(verification: Verification): readonly Row[] {
  return rulesInOrder(verification).map((rule) => ({
    label: ruleLabel(rule),
    route: 'index' in rule ? { kind: 'proxy', index: rule.index } : { kind: 'direct' },
    results: verification.probes.filter(
      ({ probe: { expected } }) => showsRule(expected) && sameRule(expected.decision.rule, rule),
    ),
  }));
}

function expectationRows({ configuration, probes }: Verification): readonly Row[] {
  const routes: readonly Route[] = [
    ...configuration.proxies.map((_, index) => ({ kind: 'proxy', index }) as const),
    { kind: 'direct' },
  ];
  return routes.flatMap((route) => {
    const results = probes.filter(
      ({ probe: { expected } }) => expected.by === 'user' && sameRoute(expected.route, route),
    );
    return results.length === 0 ? [] : [{ label: EXPECTATIONS, route, results }];
  });
}

function legend(verification: Verification, withExpectations: boolean): readonly string[] {
  const agree = `as ${witnesses(verification)} agree.`;
  if (!withExpectations) return [`n/m: of m requests that the rule decides, n took its route, ${agree}`];
  return [
    `n/m: of m requests that the rule decides or you have expectations of, n took the row's route, ${agree}`,
    'Where you expect another route than the rule says, only your expectation counts.',
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
