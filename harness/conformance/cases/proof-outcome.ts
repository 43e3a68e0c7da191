import type { Case } from './case.ts';
import type { CaseResult } from './case-result.ts';
import type { Sabotage } from './sabotage.ts';

/** What a case makes of a fault that it names. */
export type Outcome =
  /** Cells violate, and their findings name everything that the fault breaks and the case is about. */
  | 'noticed'
  /** Cells violate, but something that is broken is named by no finding. */
  | 'misnamed'
  /** No cell violates: the case cannot fail. */
  | 'survived';

/** @param results of the case's cells under the fault, so far. */
export function proofOutcome(
  { requirements }: Pick<Case, 'requirements'>,
  sabotage: Pick<Sabotage, 'requirements'>,
  results: readonly Pick<CaseResult, 'findings'>[],
): Outcome {
  const violations = results.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'violates');
  if (violations.length === 0) return 'survived';
  const named = violations.map(({ requirement }) => requirement);
  const shared = sabotage.requirements.filter((one) => requirements.includes(one));
  return shared.length > 0 && shared.every((one) => named.includes(one)) ? 'noticed' : 'misnamed';
}
