import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassCaseSensitive = {
  name: 'bypass-case-sensitive',
  breaks: 'A bypass pattern with upper-case letters claims nothing.',
  requirements: ['R-PATTERN-CASE'],
  fault: bypassBy(({ host, patterns }) =>
    patterns.some((pattern) => pattern === pattern.toLowerCase() && claimsHost(pattern, host)),
  ),
} as const satisfies Sabotage;
