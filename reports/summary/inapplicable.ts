import type { CheckResult } from '../../harness/conformance/verification.ts';
import { mark, type Paint } from './paint.ts';

/** Why cells could not be run where the sessions were: each reason once, with how many cells it concerns. */
export function inapplicable(checks: readonly CheckResult[], paint: Paint): string[] {
  const reasons = new Map<string, number>();
  for (const { verdict, seen } of checks) {
    if (verdict === 'not-applicable') reasons.set(seen, (reasons.get(seen) ?? 0) + 1);
  }
  return [...reasons].map(
    ([reason, count]) => `${mark('not-applicable', paint)} ${count} not applicable: ${paint('dim', reason)}`,
  );
}
