import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor, isTunnel } from './direct-for.ts';

export const plainHttpDirect = {
  name: 'plain-http-direct',
  breaks: 'Requests over plain HTTP go direct.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor((request) => !isTunnel(request)),
} as const satisfies Sabotage;
