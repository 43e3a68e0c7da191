import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const prefetchesDirect = {
  name: 'prefetches-direct',
  breaks: 'What a page prefetches over plain HTTP goes direct.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ headers }) => headers['sec-purpose'] !== undefined || headers['purpose'] === 'prefetch'),
} as const satisfies Sabotage;
