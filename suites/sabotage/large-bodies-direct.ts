import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const largeBodiesDirect = {
  name: 'large-bodies-direct',
  breaks: 'Requests with a body of more than 64 kB go direct, over plain HTTP.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ headers }) => Number(headers['content-length'] ?? 0) > 65_536),
} as const satisfies Sabotage;
