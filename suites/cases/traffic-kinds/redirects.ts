import { defineCase } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';
import { hostOn, pageFor, requirementOf, threeRoutes } from './routes.ts';

/** Every change from one route to another. */
const CHAIN = ['default', 'named', 'direct', 'named', 'default', 'direct', 'default'] as const;

export const redirects = defineCase({
  id: 'traffic-kinds/redirects',
  requirements: ['R-TRAFFIC-HTTP', 'R-TRAFFIC-HTTPS', 'R-TRAFFIC-BODY'],
  stimulus: 'A request is redirected again and again, each time to a host with another route.',
  obligation: 'Each hop takes the route of its own host, and a body that is sent again arrives as it was.',
  matrix: { scheme: PAGE_SCHEMES, kind: ['link', 'form', 'iframe', 'image', 'fetch', 'large-post', 'worker'] },
  configuration: threeRoutes,
  probes: ({ scheme, kind }) =>
    CHAIN.map((route, hop) => ({
      url: `${scheme}://${hostOn(route)}/`,
      by: hop < CHAIN.length - 1 ? 'redirect' : kind,
      from: pageFor('default', scheme),
      goes: route,
      requirement: requirementOf(scheme),
    })),
  provedBy: ['session-keeps-route', 'follows-the-page', 'tunnels-direct', 'alters-bodies'],
});

export const schemeChange = defineCase({
  id: 'traffic-kinds/redirect-to-https',
  requirements: ['R-TRAFFIC-HTTPS', 'R-TRAFFIC-HTTP'],
  stimulus: 'A link to an http URL is redirected to https on another host, as many sites do.',
  obligation: 'Either request takes the route of its own host.',
  matrix: { route: ['default', 'named'] },
  configuration: threeRoutes,
  probes: ({ route }) => [
    {
      url: `http://${hostOn('direct')}/`,
      by: 'redirect',
      from: pageFor(route, 'http'),
      goes: 'direct',
      requirement: 'R-TRAFFIC-HTTP',
    },
    {
      url: `https://${hostOn(route)}/`,
      by: 'link',
      from: pageFor(route, 'http'),
      goes: route,
      requirement: 'R-TRAFFIC-HTTPS',
    },
  ],
  provedBy: ['tunnels-direct', 'session-keeps-route'],
});
