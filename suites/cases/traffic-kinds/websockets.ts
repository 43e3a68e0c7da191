import { defineCase } from '../define.ts';
import { fromOtherRoute, ROUTES, threeRoutes } from './routes.ts';

export const webSockets = defineCase({
  id: 'traffic-kinds/websockets',
  requirements: ['R-TRAFFIC-WEBSOCKET'],
  stimulus: 'A page opens a WebSocket to a host with another route than its own.',
  obligation: 'The WebSocket takes the route of its own host.',
  matrix: { scheme: ['ws', 'wss'], route: ROUTES },
  configuration: threeRoutes,
  probes: ({ scheme, route }) => [fromOtherRoute('websocket', route, scheme)],
  provedBy: ['websockets-direct', 'tunnels-direct', 'session-keeps-route', 'port-443-only'],
});
