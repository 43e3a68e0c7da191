import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const preflightsDirect = {
  name: 'preflights-direct',
  breaks: 'CORS preflights over plain HTTP go direct.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ method }) => method === 'OPTIONS'),
} as const satisfies Sabotage;
