import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassForHttpOnly = {
  name: 'bypass-for-http-only',
  breaks: 'Only plain HTTP is bypassed: what asks for a tunnel gets it from a proxy.',
  requirements: ['R-BYPASS-DIRECT'],
  fault: bypassBy(({ host, patterns, tunnel }) => !tunnel && patterns.some((pattern) => claimsHost(pattern, host))),
} as const satisfies Sabotage;
