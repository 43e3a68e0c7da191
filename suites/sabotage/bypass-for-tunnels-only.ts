import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassForTunnelsOnly = {
  name: 'bypass-for-tunnels-only',
  breaks: 'Plain HTTP is never bypassed.',
  requirements: ['R-BYPASS-DIRECT'],
  fault: bypassBy(({ host, patterns, tunnel }) => tunnel && patterns.some((pattern) => claimsHost(pattern, host))),
} as const satisfies Sabotage;
