import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingPatterns } from './api-traffic.ts';

export const dropsPatternsOverLimit = {
  name: 'drops-patterns-over-limit',
  breaks: 'StartBrowserSession takes any number of patterns, and uses the first hundred.',
  requirements: ['R-LIMIT-PATTERNS', 'R-LIMIT-BYPASS-PATTERNS'],
  fault: {
    at: 'api',
    endpoint: changingPatterns((patterns) => patterns.slice(0, 100)),
  },
} as const satisfies Sabotage;
