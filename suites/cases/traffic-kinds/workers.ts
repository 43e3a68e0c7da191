import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';
import { fromOtherRoute, ROUTES, threeRoutes } from './routes.ts';

export const workers = defineCase({
  id: 'traffic-kinds/workers',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS'],
  stimulus:
    'A worker of a page, its own or a shared one, makes a request to a host with another route than the page’s.',
  obligation: 'The request takes the route of its own host.',
  matrix: { scheme: PAGE_SCHEMES, route: ROUTES, kind: ['worker', 'shared-worker'] },
  configuration: threeRoutes,
  probes: ({ scheme, route, kind }) => [fromOtherRoute(kind, route, scheme)],
  provedBy: ['plain-http-direct', 'tunnels-direct', 'session-keeps-route'],
});

export const serviceWorker = defineCase({
  id: 'traffic-kinds/service-worker',
  requirements: ['R-TRAFFIC-HTTPS'],
  stimulus: 'A service worker, which needs a page over TLS, makes a request to a host with another route than its own.',
  obligation: 'The request takes the route of its own host.',
  matrix: { route: ROUTES },
  configuration: threeRoutes,
  probes: ({ route }) => [fromOtherRoute('service-worker', route, 'https')],
  provedBy: ['tunnels-direct', 'session-keeps-route'],
});
