import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const subresourcesDirect = {
  name: 'subresources-direct',
  breaks: 'Of plain HTTP only documents are routed: what they load goes direct.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ method, headers }) => method !== 'CONNECT' && !headers.accept?.includes('text/html')),
} as const satisfies Sabotage;
