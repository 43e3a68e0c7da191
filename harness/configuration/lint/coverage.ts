import type { Claim } from './claims.ts';
import { isMatchless } from './matchless-patterns.ts';

/**
 * Every pattern, in lower case, that matches each host of this one: `.example.com` matches the domain itself and all below
 * it, `example.com` that one host; upper and lower case are the same.
 *
 * One pattern at a time is enough: a leading dot claims endlessly many hosts, so no number of narrower patterns adds up to it.
 */
export function coveringPatterns(pattern: string): readonly string[] {
  const narrow = pattern.toLowerCase();
  const patterns = narrow.startsWith('.') ? [] : [narrow];
  // Cutting at dots only keeps `.example.com` from covering `notexample.com`.
  for (let wide = narrow.replace(/^\.?/, '.'); wide !== ''; wide = wide.slice(nextDot(wide))) patterns.push(wide);
  return patterns;
}

function nextDot(text: string): number {
  const dot = text.indexOf('.', 1);
  return dot < 0 ? text.length : dot;
}

/**
 * For each claim whose hosts an earlier one takes, all of them, the first to do so. Claims of the same owner do not count,
 * and where either matches nothing there is nothing to take. Looked up, not compared pair by pair: there may be 600.
 */
export function shadowsOf(claims: readonly Claim[]): ReadonlyMap<Claim, Claim> {
  const ranks = new Map(claims.map((claim, rank) => [claim, rank]));
  const rankOf = (claim: Claim): number => ranks.get(claim) ?? 0;
  const earlier = new Map<string, Claim[]>();
  const shadows = new Map<Claim, Claim>();
  for (const claim of claims) {
    if (isMatchless(claim.pattern)) continue;
    const [first] = coveringPatterns(claim.pattern)
      .flatMap((pattern) => earlier.get(pattern) ?? [])
      .filter(({ owner }) => owner.name !== claim.owner.name)
      .sort((one, other) => rankOf(one) - rankOf(other));
    if (first) shadows.set(claim, first);
    const pattern = claim.pattern.toLowerCase();
    const same = earlier.get(pattern);
    if (same) same.push(claim);
    else earlier.set(pattern, [claim]);
  }
  return shadows;
}
