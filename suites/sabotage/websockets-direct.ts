import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor, isTunnel } from './direct-for.ts';

export const websocketsDirect = {
  name: 'websockets-direct',
  breaks: 'WebSockets without TLS, for which Chromium asks for a tunnel to port 80, go direct.',
  requirements: ['R-TRAFFIC-WEBSOCKET'],
  fault: directFor((request) => isTunnel(request) && (request.url ?? '').endsWith(':80')),
} as const satisfies Sabotage;
