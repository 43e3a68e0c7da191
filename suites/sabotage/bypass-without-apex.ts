import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';
import { claimsHost } from './claims.ts';

export const bypassWithoutApex = {
  name: 'bypass-without-apex',
  breaks: 'A bypass pattern with a leading dot claims subdomains only.',
  requirements: ['R-BYPASS-PATTERN-FORMAT'],
  fault: bypassBy(({ host, patterns }) =>
    patterns.some((pattern) => pattern !== `.${host}` && claimsHost(pattern, host)),
  ),
} as const satisfies Sabotage;
