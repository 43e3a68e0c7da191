import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';
import { hostOn, ROUTES, requirementOf, threeRoutes } from './routes.ts';

export const navigation = defineCase({
  id: 'traffic-kinds/navigation',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS'],
  stimulus: 'The tab itself is sent to hosts with one route after the other, as by its address bar.',
  obligation: 'Each request takes the route of its own host.',
  matrix: { scheme: PAGE_SCHEMES, route: ROUTES },
  configuration: threeRoutes,
  probes: ({ scheme, route }) => [
    {
      url: `${scheme}://${hostOn(route)}/`,
      traffic: 'navigation',
      goes: route,
      requirement: requirementOf(scheme),
    },
  ],
  provedBy: ['plain-http-direct', 'tunnels-direct', 'session-keeps-route', 'port-443-only'],
});
