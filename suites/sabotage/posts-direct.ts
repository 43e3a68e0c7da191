import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const postsDirect = {
  name: 'posts-direct',
  breaks: 'POST requests over plain HTTP go direct.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ method }) => method === 'POST'),
} as const satisfies Sabotage;
