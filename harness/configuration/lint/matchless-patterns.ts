import { readHost } from '../../routing/host.ts';
import type { LintFinding } from '../lint-finding.ts';
import { type Claim, claimsOf } from './claims.ts';
import type { LintRule } from './rule.ts';

/** Why no request is ever for a host of this pattern, and what to write instead. */
interface Mismatch {
  readonly because: string;
  readonly advice: string;
}

/** A pattern that the API accepts and that matches no host, since names that end in a number are IP addresses to a browser. */
export const matchlessPatterns: LintRule = (configuration) =>
  claimsOf(configuration).flatMap((claim) => {
    const mismatch = mismatchOf(claim.pattern);
    return mismatch ? [finding(claim, mismatch)] : [];
  });

/** Whether no host can match, whatever the other patterns are. */
export function isMatchless(pattern: string): boolean {
  return mismatchOf(pattern) !== undefined;
}

function mismatchOf(pattern: string): Mismatch | undefined {
  const isWide = pattern.startsWith('.');
  const domain = isWide ? pattern.slice(1) : pattern;
  const host = readHost(domain);
  if (host.kind === 'not-a-host') {
    return {
      because: `no browser takes "${domain}" for a name or for an IP address`,
      advice: 'Remove it, or write the host that was meant.',
    };
  }
  if (host.kind === 'name') return undefined;
  const advice = `Write "${host.name}" if you mean that address.`;
  if (isWide) return { because: 'an IP address has no subdomains', advice };
  if (host.name === domain) return undefined;
  return { because: `a browser asks for this address as ${host.name}`, advice };
}

function finding({ pattern, path, owner }: Claim, { because, advice }: Mismatch): LintFinding {
  return {
    id: 'pattern-matches-nothing',
    severity: 'warning',
    path,
    related: [],
    message: `"${pattern}" of ${owner.name} matches no host: ${because}.`,
    advice,
  };
}
