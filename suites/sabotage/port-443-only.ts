import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor, isTunnel } from './direct-for.ts';

export const port443Only = {
  name: 'port-443-only',
  breaks: 'Only what goes to port 443 is routed, the rest goes direct.',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-WEBSOCKET'],
  fault: directFor((request) => !(isTunnel(request) && (request.url ?? '').endsWith(':443'))),
} as const satisfies Sabotage;
