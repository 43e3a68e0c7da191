import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { bypassBy } from './bypass-by.ts';

export const bypassExactOnly = {
  name: 'bypass-exact-only',
  breaks: 'A bypass pattern with a leading dot claims the domain itself and no subdomain.',
  requirements: ['R-BYPASS-PATTERN-FORMAT'],
  fault: bypassBy(({ host, patterns }) =>
    patterns.some((pattern) => pattern.replace(/^\./, '').toLowerCase() === host),
  ),
} as const satisfies Sabotage;
