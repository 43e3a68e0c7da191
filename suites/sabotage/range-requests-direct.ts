import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const rangeRequestsDirect = {
  name: 'range-requests-direct',
  breaks: 'Requests for a part of a resource go direct, over plain HTTP.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ headers }) => headers.range !== undefined),
} as const satisfies Sabotage;
