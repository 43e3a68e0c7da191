import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassClaimsSubdomains = {
  name: 'bypass-claims-subdomains',
  breaks: 'A bypass pattern without a leading dot claims subdomains too.',
  requirements: ['R-BYPASS-PATTERN-FORMAT'],
  fault: bypassBy(({ host, patterns }) => patterns.some((pattern) => claimsHost(pattern.replace(/^\.?/, '.'), host))),
} as const satisfies Sabotage;
