import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';
import { fromOtherRoute, ROUTES, threeRoutes } from './routes.ts';

export const subresources = defineCase({
  id: 'traffic-kinds/subresources',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS'],
  stimulus: 'A page loads what documents are made of, from a host with another route than its own.',
  obligation: 'Each request takes the route of its own host.',
  matrix: {
    scheme: PAGE_SCHEMES,
    route: ROUTES,
    kind: ['iframe', 'image', 'script', 'style', 'style-import', 'font', 'media', 'prefetch', 'preload'],
  },
  configuration: threeRoutes,
  probes: ({ scheme, route, kind }) => [fromOtherRoute(kind, route, scheme)],
  provedBy: [
    'plain-http-direct',
    'tunnels-direct',
    'follows-the-page',
    'subresources-direct',
    'linked-documents-direct',
    'range-requests-direct',
    'prefetches-direct',
  ],
});
