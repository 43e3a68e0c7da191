import type { LintFinding } from '../lint-finding.ts';
import { type Claim, claimsOf } from './claims.ts';
import type { LintRule } from './rule.ts';

/** The same pattern twice in one list, letter by letter or but for upper and lower case. Harmless, but one of the two is a slip. */
export const duplicatePatterns: LintRule = (configuration) => {
  const first = new Map<string, Claim>();
  return claimsOf(configuration).flatMap((claim) => {
    const key = JSON.stringify([claim.owner.name, claim.pattern.toLowerCase()]);
    const original = first.get(key);
    if (original) return [finding(claim, original)];
    first.set(key, claim);
    return [];
  });
};

function finding(claim: Claim, original: Claim): LintFinding {
  const isExact = claim.pattern === original.pattern;
  return {
    id: isExact ? 'pattern-duplicate' : 'pattern-case-duplicate',
    severity: 'note',
    path: claim.path,
    related: [original.path],
    message: isExact
      ? `"${claim.pattern}" stands twice in the list of ${claim.owner.name}.`
      : `"${claim.pattern}" and "${original.pattern}" of ${claim.owner.name} are the same pattern: upper and lower case make no difference.`,
    advice: 'Remove one of them, or write the pattern that was meant.',
  };
}
