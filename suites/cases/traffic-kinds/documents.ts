import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';
import { fromOtherRoute, ROUTES, threeRoutes } from './routes.ts';

export const documents = defineCase({
  id: 'traffic-kinds/documents',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS', 'R-TRAFFIC-BODY'],
  stimulus: 'A page opens another document, or a download, from a host with another route than its own.',
  obligation: 'The request takes the route of its own host.',
  matrix: { scheme: PAGE_SCHEMES, route: ROUTES, kind: ['link', 'form', 'popup', 'download'] },
  configuration: threeRoutes,
  probes: ({ scheme, route, kind }) => [fromOtherRoute(kind, route, scheme)],
  provedBy: [
    'plain-http-direct',
    'tunnels-direct',
    'follows-the-page',
    'linked-documents-direct',
    'posts-direct',
    'alters-bodies',
  ],
});
