import type { Summary, TextStyle } from '../harness/conformance/reporter.ts';
import type { CheckResult, Verification } from '../harness/conformance/verification.ts';
import { deviates, outcomeOf, resultName } from './reading.ts';
import { caseDeviations } from './summary/case-deviations.ts';
import { deviationList } from './summary/deviations.ts';
import { inapplicable } from './summary/inapplicable.ts';
import { mark, type Paint, painter } from './summary/paint.ts';
import { profileTable } from './summary/profile-table.ts';
import { ruleTable } from './summary/rule-table.ts';
import { suiteEnd } from './summary/suite-end.ts';
import { headline } from './wording.ts';

/**
 * What a person reads at the end of a run. Of a configuration: rules and what proved them, checks, every deviation. Of
 * the conformance cases: profiles, every deviation, why some do not apply, the sum.
 */
function body(verification: Verification, style: TextStyle): string {
  const paint = painter(style);
  const excused = new Set(verification.suite?.expected);
  const deviating = [...verification.probes, ...verification.checks].filter(
    (result) => deviates(result) && !excused.has(resultName(result)),
  );
  const middle =
    verification.suite === undefined
      ? [
          ruleTable(verification, paint),
          checkList(verification.checks, paint),
          lintList(verification, paint),
          deviationList(deviating, verification, paint),
        ]
      : [
          profileTable(verification, paint),
          caseDeviations(
            verification.checks.filter((check) => deviating.includes(check)),
            verification,
            paint,
          ),
          inapplicable(verification.checks, paint),
          suiteEnd(verification.suite, paint),
        ];
  return [heading(verification, paint), ...middle]
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

const summary: Summary = {
  body,
  verdict: (verification, style) => verdictLine(verification, painter(style)),
};

export default summary;

function heading(verification: Verification, paint: Paint): string[] {
  const { configurationSource, target, environment, probes, checks, startedAt, finishedAt } = verification;
  const seconds = ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const count =
    verification.suite === undefined
      ? `${probes.length} probes and ${checks.length} checks`
      : `${checks.length} of ${verification.suite.arithmetic.cells} cells`;
  const facts = [`${target} target`, environment['browser'], `${count} in ${seconds} s`];
  return [`${paint('bold', configurationSource)}  ${paint('dim', facts.filter(Boolean).join(' · '))}`];
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

function verdictLine(verification: Verification, paint: Paint): string {
  const { outcome, sentence } = headline(verification);
  const colour =
    outcome === 'conforms' || outcome === 'observation' ? 'green' : outcome === 'violates' ? 'red' : 'yellow';
  const verdict = paint(colour, paint('bold', verification.verdict.toUpperCase()));
  return `${verdict}  ${verification.incomplete ?? sentence}`;
}
