import type { CheckResult, Verification } from '../../harness/conformance/verification.ts';
import { OUTCOMES, outcomeOf } from '../reading.ts';
import { explainSighting } from '../wording.ts';
import { mark, type Paint } from './paint.ts';

/** Cases that are spelled out on a terminal; the reports hold all of them. */
const CASES_SHOWN = 12;
/** Witnesses quoted for one case. */
const SIGHTINGS_SHOWN = 3;

/**
 * Every case that deviates: which of its cells, and what the first of them says. Cells of a case mostly say the same,
 * once for each scheme; a screen is for reading.
 */
export function caseDeviations(deviating: readonly CheckResult[], verification: Verification, paint: Paint): string[] {
  const groups = new Map<string, [CheckResult, ...CheckResult[]]>();
  const worstFirst = OUTCOMES.flatMap((outcome) => deviating.filter((result) => outcomeOf(result) === outcome));
  for (const result of worstFirst) {
    const key = `${result.cell?.caseId ?? result.id} ${outcomeOf(result)}`;
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  const shown = [...groups.values()].slice(0, CASES_SHOWN).map((group) => describe(group, verification, paint));
  const rest = groups.size - CASES_SHOWN;
  return rest > 0 ? [...shown, `… and ${rest} more cases; --out writes all of them.`] : shown;
}

function describe(group: readonly [CheckResult, ...CheckResult[]], { proxies }: Verification, paint: Paint): string {
  const [first, ...others] = group;
  const [finding, ...more] = first.findings;
  const outcome = outcomeOf(first);
  const head = `${mark(outcome, paint)} ${paint('bold', first.id)}  ${outcome}, ${finding?.requirement ?? first.requirement}`;
  const also = others.map(({ id, cell }) => id.slice(cell?.caseId.length ?? 0)).join(' ');
  const evidence = (finding?.sightings ?? []).slice(0, SIGHTINGS_SHOWN).map((one) => explainSighting(one, proxies));
  return [
    head,
    ...(also === '' ? [] : [`    and in    ${also}`]),
    `    expected  ${finding?.expected ?? first.obligation}`,
    `    seen      ${finding?.seen ?? first.seen}`,
    ...evidence.map((words, i) => `    ${i === 0 ? 'evidence' : '        '}  ${words}`),
    ...(finding?.cause === undefined ? [] : [`    cause     ${finding.cause}`]),
    ...(more.length === 0
      ? []
      : [`    … and ${more.length} more ${more.length === 1 ? 'finding' : 'findings'} in this cell.`]),
  ].join('\n');
}
