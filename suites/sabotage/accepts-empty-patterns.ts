import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingPatterns } from './api-traffic.ts';

export const acceptsEmptyPatterns = {
  name: 'accepts-empty-patterns',
  breaks: 'StartBrowserSession takes an empty list of patterns for none at all.',
  requirements: ['R-MODEL-PATTERNS-NOT-EMPTY'],
  fault: {
    at: 'api',
    endpoint: changingPatterns((patterns) => (patterns.length === 0 ? undefined : patterns)),
  },
} as const satisfies Sabotage;
