import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingPatterns } from './api-traffic.ts';

/** A host name with at most one dot before it, of whatever length. */
const PATTERN = /^\.?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i;

export const correctsPatterns = {
  name: 'corrects-patterns',
  breaks: 'StartBrowserSession replaces patterns that it does not understand.',
  requirements: ['R-MODEL-PATTERN-SYNTAX', 'R-LIMIT-PATTERN-LENGTH'],
  fault: {
    at: 'api',
    endpoint: changingPatterns((patterns) =>
      patterns.map((pattern) =>
        String(pattern).length < 254 && PATTERN.test(String(pattern)) ? pattern : 'corrected.test',
      ),
    ),
  },
} as const satisfies Sabotage;
