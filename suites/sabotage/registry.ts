import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { addressSuffixes } from './address-suffixes.ts';
import { apexNotClaimed } from './apex-not-claimed.ts';
import { caseSensitivePatterns } from './case-sensitive-patterns.ts';
import { defaultInArrayOrder } from './default-in-array-order.ts';
import { everythingDirect } from './everything-direct.ts';
import { exactClaimsSubdomains } from './exact-claims-subdomains.ts';
import { exactNeverClaims } from './exact-never-claims.ts';
import { fewPatterns } from './few-patterns.ts';
import { ignoresBypass } from './ignores-bypass.ts';
import { lastDefaultWins } from './last-default-wins.ts';
import { lastMatchWins } from './last-match-wins.ts';
import { longPatternsIgnored } from './long-patterns-ignored.ts';
import { mostSpecificWins } from './most-specific-wins.ts';
import { oneLevelOnly } from './one-level-only.ts';
import { rotates } from './rotates.ts';
import { substringMatch } from './substring-match.ts';
import { suffixWithoutDot } from './suffix-without-dot.ts';
import { takesAnyPattern } from './takes-any-pattern.ts';
import { trailingDotCounts } from './trailing-dot-counts.ts';
import { unmatchedTakesFirstProxy } from './unmatched-takes-first-proxy.ts';

/** Every sabotage. Names are public: cases refer to them. */
export const sabotages = [
  addressSuffixes,
  apexNotClaimed,
  caseSensitivePatterns,
  defaultInArrayOrder,
  everythingDirect,
  exactClaimsSubdomains,
  exactNeverClaims,
  fewPatterns,
  ignoresBypass,
  lastDefaultWins,
  lastMatchWins,
  longPatternsIgnored,
  mostSpecificWins,
  oneLevelOnly,
  substringMatch,
  rotates,
  suffixWithoutDot,
  takesAnyPattern,
  trailingDotCounts,
  unmatchedTakesFirstProxy,
] as const satisfies readonly Sabotage[];

export type SabotageName = (typeof sabotages)[number]['name'];
