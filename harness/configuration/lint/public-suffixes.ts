import { parse } from 'tldts';
import type { LintFinding } from '../lint-finding.ts';
import { type Claim, claimsOf } from './claims.ts';
import type { LintRule } from './rule.ts';

/**
 * A pattern such as `.com` or `.co.uk`, under which anybody registers domains. Only the registries' part of the public suffix list
 * counts: its private part names `.s3.amazonaws.com`, and AWS endpoints in the bypass are what the AgentCore documentation recommends.
 */
export const publicSuffixes: LintRule = (configuration) =>
  claimsOf(configuration).flatMap((claim) => (isPublicSuffix(claim.pattern) ? [finding(claim)] : []));

function isPublicSuffix(pattern: string): boolean {
  const domain = pattern.toLowerCase().replace(/^\./, '');
  const { publicSuffix, isIcann } = parse(domain);
  return publicSuffix === domain && isIcann === true;
}

function finding({ pattern, path, owner }: Claim): LintFinding {
  const common = { id: 'pattern-public-suffix', path, related: [] } as const;
  if (!pattern.startsWith('.')) {
    return {
      ...common,
      severity: 'note',
      message: `"${pattern}" of ${owner.name} matches the one host of that name and no site below it.`,
      advice: `Write ".${pattern}" if you mean the sites below it; otherwise make sure that your network has a host of that name.`,
    };
  }
  // By country is a fair way to choose a proxy; to let a whole country connect directly is hardly ever meant.
  return owner.kind === 'proxy'
    ? {
        ...common,
        severity: 'note',
        message: `"${pattern}" of ${owner.name} claims every site under ${pattern}, whoever owns it.`,
        advice: 'Keep it if that is meant; otherwise name the domains one by one.',
      }
    : {
        ...common,
        severity: 'warning',
        message: `"${pattern}" in the bypass lets every site under ${pattern} connect directly, whoever owns it.`,
        advice: 'Name the domains that may connect directly one by one.',
      };
}
