import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor, isTunnel } from './direct-for.ts';

export const tunnelsDirect = {
  name: 'tunnels-direct',
  breaks: 'Only plain HTTP is routed: tunnels go direct.',
  requirements: ['R-TUNNEL-BY-CONNECT', 'R-TRAFFIC-HTTPS', 'R-TRAFFIC-HTTP2', 'R-TRAFFIC-WEBSOCKET'],
  fault: directFor(isTunnel),
} as const satisfies Sabotage;
