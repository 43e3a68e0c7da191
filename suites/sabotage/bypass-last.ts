import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassLast = {
  name: 'bypass-last',
  breaks: 'What a pattern of a proxy claims is not bypassed.',
  requirements: ['R-BYPASS-DIRECT', 'R-BYPASS-PATTERN-FORMAT'],
  fault: bypassBy(
    ({ host, patterns, claimedBy }) => claimedBy !== 'pattern' && patterns.some((pattern) => claimsHost(pattern, host)),
  ),
} as const satisfies Sabotage;
