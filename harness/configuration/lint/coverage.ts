import type { Claim } from './claims.ts';
import { isMatchless } from './matchless-patterns.ts';

/**
 * Whether every host that `narrow` matches is matched by `wide` too. `.example.com` matches the domain itself and all
 * below it, `example.com` that one host; upper and lower case are the same.
 *
 * One pattern at a time is enough: a leading dot claims endlessly many hosts, so no number of narrower patterns adds up to it.
 */
export function covers(wide: string, narrow: string): boolean {
  const domain = wide.toLowerCase();
  const host = narrow.toLowerCase();
  if (domain === host) return true;
  // The added dot lets `.example.com` cover `example.com`, and keeps it from covering `notexample.com`.
  return domain.startsWith('.') && `.${host}`.endsWith(domain);
}

/**
 * The earlier claim that takes every host of this one, if there is one. Claims of the same owner do not count, and where
 * either matches nothing there is nothing to take.
 */
export function shadowOf(claim: Claim, claims: readonly Claim[]): Claim | undefined {
  if (isMatchless(claim.pattern)) return undefined;
  const earlier = claims.slice(0, claims.indexOf(claim));
  return earlier.find(
    ({ owner, pattern }) => owner.name !== claim.owner.name && covers(pattern, claim.pattern) && !isMatchless(pattern),
  );
}
