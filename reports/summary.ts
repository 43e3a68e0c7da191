import { styleText } from 'node:util';
import type { Summary, TextStyle } from '../harness/conformance/reporter.ts';
import type { CheckResult, ProbeResult, Verification } from '../harness/conformance/verification.ts';
import type { Scheme } from '../harness/matrix/probe.ts';
import type { Rule } from '../harness/routing/route.ts';
import { deviates, type Outcome, outcomeOf, routeName, sameRoute } from './reading.ts';
import { rulesInOrder } from './rules.ts';
import { explainJoins, explainSighting, headline } from './wording.ts';

/** Deviations that are spelled out on a terminal; the reports hold all of them. */
const DEVIATIONS_SHOWN = 50;
/** Witnesses quoted for one deviation. */
const SIGHTINGS_SHOWN = 4;

const MARKS: Readonly<Record<Outcome, string>> = {
  conforms: '✓',
  violates: '✗',
  'harness-fault': '!',
  inconclusive: '?',
  observation: '~',
  'not-applicable': '-',
};

/** What a person reads at the end of a run: rules and what proved them, checks, every deviation, the verdict. */
const summarise: Summary = (verification, style) => {
  const paint = painter(style);
  const deviating = [...verification.probes, ...verification.checks].filter(deviates);
  const blocks = [
    heading(verification, paint),
    ruleTable(verification, paint),
    checkList(verification.checks, paint),
    lintList(verification, paint),
    deviationList(deviating, verification, paint),
    verdictLine(verification, paint),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
};

export default summarise;

type Paint = (format: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string;

function painter({ colour }: TextStyle): Paint {
  return (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text);
}

function heading(verification: Verification, paint: Paint): string[] {
  const { configurationSource, target, environment, probes, checks, startedAt, finishedAt } = verification;
  const seconds = ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const facts = [
    `${target} target`,
    environment['browser'],
    `${probes.length} probes and ${checks.length} checks in ${seconds} s`,
  ];
  return [`${paint('bold', configurationSource)}  ${paint('dim', facts.filter(Boolean).join(' · '))}`];
}

/** One row a rule: where its hosts should go, and of how many probes a scheme that was proved. */
function ruleTable(verification: Verification, paint: Paint): string[] {
  const { schemes, proxies } = verification;
  const rows = rulesInOrder(verification).map((rule) => {
    const results = verification.probes.filter(({ probe }) => sameRule(probe.expected.decision.rule, rule));
    const route =
      rule.kind === 'pattern' || rule.kind === 'default'
        ? ({ kind: 'proxy', index: rule.index } as const)
        : ({ kind: 'direct' } as const);
    return {
      cells: [ruleLabel(rule), routeName(route, proxies), ...schemes.map((scheme) => tally(results, scheme))],
      good: results.every((result) => !deviates(result)),
    };
  });
  const head = ['rule', 'route', ...schemes];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    paint('dim', `  ${line(head)}`),
    ...rows.map(
      ({ cells, good }) => `${good ? paint('green', MARKS.conforms) : paint('red', MARKS.violates)} ${line(cells)}`,
    ),
    paint('dim', '  n/m: of m requests that the rule decides, n took its route, as proxy, origin and browser agree.'),
  ];
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
    ({ verdict, attribution: { taken }, probe }) =>
      verdict === 'conforms' && taken.kind === 'route' && sameRoute(taken.route, probe.expected.route),
  );
  return asked.length === 0 ? '-' : `${proved.length}/${asked.length}`;
}

function checkList(checks: readonly CheckResult[], paint: Paint): string[] {
  return checks.map((check) => {
    const outcome = outcomeOf(check);
    return `${mark(outcome, paint)} ${check.id}\n    ${check.seen}`;
  });
}

function lintList({ lint }: Verification, paint: Paint): string[] {
  return lint.map(({ severity, id, path, message, advice }) => {
    const label = severity === 'warning' ? paint('yellow', 'warning') : paint('dim', 'note');
    return `${label} ${id} at ${path}\n    ${message} ${advice}`;
  });
}

function deviationList(
  deviating: readonly (ProbeResult | CheckResult)[],
  verification: Verification,
  paint: Paint,
): string[] {
  const shown = deviating.slice(0, DEVIATIONS_SHOWN).flatMap((result) => deviation(result, verification, paint));
  const rest = deviating.length - DEVIATIONS_SHOWN;
  return rest > 0 ? [...shown, `… and ${rest} more; --out writes all of them.`] : shown;
}

function deviation(result: ProbeResult | CheckResult, { proxies }: Verification, paint: Paint): string[] {
  const subject = 'probe' in result ? result.probe.url : result.id;
  const joins = 'probe' in result ? explainJoins(result.attribution, proxies) : [];
  return result.findings.map(({ requirement, level, expected, seen, sightings, cause, verdict }) => {
    const outcome = outcomeOf({ verdict, level });
    const evidence = [
      ...sightings.slice(0, SIGHTINGS_SHOWN).map((sighting) => explainSighting(sighting, proxies)),
      ...joins,
    ];
    return [
      `${mark(outcome, paint)} ${paint('bold', subject)}  ${outcome}, ${requirement}`,
      `    expected  ${expected}`,
      `    seen      ${seen}`,
      ...evidence.map((words, i) => `    ${i === 0 ? 'evidence' : '        '}  ${words}`),
      ...(cause === undefined ? [] : [`    cause     ${cause}`]),
    ].join('\n');
  });
}

function verdictLine(verification: Verification, paint: Paint): string[] {
  const { outcome, sentence } = headline(verification);
  const colour =
    outcome === 'conforms' || outcome === 'observation' ? 'green' : outcome === 'violates' ? 'red' : 'yellow';
  const verdict = paint(colour, paint('bold', verification.verdict.toUpperCase()));
  return [`${verdict}  ${verification.incomplete ?? sentence}`];
}

function mark(outcome: Outcome, paint: Paint): string {
  const colour = outcome === 'conforms' ? 'green' : outcome === 'violates' ? 'red' : 'yellow';
  return paint(colour, MARKS[outcome]);
}
