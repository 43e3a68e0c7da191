import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassByReverseName = {
  name: 'bypass-by-reverse-name',
  breaks: 'An address is bypassed for a name that reverse DNS has for it.',
  requirements: ['R-BYPASS-NAMES-ONLY'],
  fault: bypassBy(
    ({ host, patterns }) => /^[\d.]+$/.test(host) || patterns.some((pattern) => claimsHost(pattern, host)),
  ),
} as const satisfies Sabotage;
