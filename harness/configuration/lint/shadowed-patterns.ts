import type { LintFinding } from '../lint-finding.ts';
import { type Claim, claimsOf } from './claims.ts';
import { shadowsOf } from './coverage.ts';
import type { LintRule } from './rule.ts';

/** A pattern that never decides, because the bypass or an earlier proxy takes all of its hosts. */
export const shadowedPatterns: LintRule = (configuration) => {
  return [...shadowsOf(claimsOf(configuration))].map(([claim, shadow]) => finding(claim, shadow));
};

function finding(claim: Claim, shadow: Claim): LintFinding {
  const common = { severity: 'warning', path: claim.path, related: [shadow.path] } as const;
  const own = `"${claim.pattern}" of ${claim.owner.name}`;
  const other = `"${shadow.pattern}"`;
  const isSame = claim.pattern.toLowerCase() === shadow.pattern.toLowerCase();
  return shadow.owner.kind === 'bypass'
    ? {
        ...common,
        id: 'pattern-shadowed-by-bypass',
        message: `${own} never decides: the bypass has ${other}, so all of its hosts connect directly.`,
        advice: `Remove ${other} from the bypass if these hosts are to go through ${claim.owner.name}; otherwise remove "${claim.pattern}" from the proxy.`,
      }
    : {
        ...common,
        id: 'pattern-shadowed-by-proxy',
        message: `${own} never decides: ${shadow.owner.name} comes earlier and takes all of its hosts with ${other}.`,
        advice: isSame
          ? `Keep the pattern in one of the two.`
          : `Move ${claim.owner.name} before ${shadow.owner.name} if these hosts are to go through it; otherwise remove "${claim.pattern}".`,
      };
}
