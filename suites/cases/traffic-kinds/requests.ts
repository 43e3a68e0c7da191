import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';
import { fromOtherRoute, ROUTES, threeRoutes } from './routes.ts';

export const requests = defineCase({
  id: 'traffic-kinds/requests',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS', 'R-TRAFFIC-BODY'],
  stimulus: 'A script of a page makes requests to a host with another route than its own.',
  obligation: 'Each request takes the route of its own host, CORS preflights too, and bodies arrive as they were sent.',
  matrix: {
    scheme: PAGE_SCHEMES,
    route: ROUTES,
    kind: ['fetch', 'xhr', 'preflight', 'post', 'large-post', 'beacon', 'event-source'],
  },
  configuration: threeRoutes,
  probes: ({ scheme, route, kind }) => [fromOtherRoute(kind, route, scheme)],
  provedBy: [
    'plain-http-direct',
    'tunnels-direct',
    'follows-the-page',
    'posts-direct',
    'preflights-direct',
    'large-bodies-direct',
    'event-streams-direct',
    'alters-bodies',
  ],
});
