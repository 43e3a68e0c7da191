import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const fewBypassPatterns = {
  name: 'few-bypass-patterns',
  breaks: 'Bypass patterns after the tenth have no effect.',
  requirements: ['R-LIMIT-BYPASS-PATTERNS'],
  fault: bypassBy(({ host, patterns }) => patterns.slice(0, 10).some((pattern) => claimsHost(pattern, host))),
} as const satisfies Sabotage;
