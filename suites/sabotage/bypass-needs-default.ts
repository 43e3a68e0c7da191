import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassNeedsDefault = {
  name: 'bypass-needs-default',
  breaks: 'Without a default proxy nothing is bypassed.',
  requirements: ['R-BYPASS-DIRECT'],
  fault: bypassBy(
    ({ host, patterns, hasDefault }) => hasDefault && patterns.some((pattern) => claimsHost(pattern, host)),
  ),
} as const satisfies Sabotage;
