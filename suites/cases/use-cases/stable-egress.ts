import { given, that } from '../../../harness/conformance/cases/that.ts';
import { routeKey } from '../../../harness/evidence/attribute.ts';
import type { Attribution } from '../../../harness/evidence/attribution.ts';
import type { Route } from '../../../harness/routing/route.ts';
import { defineSteps } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

function routesOf({ taken }: Attribution): readonly Route[] {
  if (taken.kind === 'several') return taken.routes;
  return taken.kind === 'route' ? [taken.route] : [];
}

export const stableEgress = defineSteps({
  id: 'use-cases/stable-egress',
  requirements: ['R-EGRESS-STABLE'],
  stimulus: 'A portal is used through a whole session: at its start, after other hosts, and from another tab.',
  obligation: 'All of its requests leave through the same proxy.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'stable' }, { name: 'partner', claims: ['.partner.test'] }] }),
  async steps(stage, { scheme }) {
    const portal = ['/', '/account'].map((path) => ({ url: `${scheme}://portal.company.test${path}` }));
    const session = await stage.start();
    const first = await session.ask(portal);
    await session.ask([{ url: `${scheme}://www.partner.test/` }, { url: `${scheme}://www.company.test/` }]);
    const later = await session.ask(portal);
    const tab = await session.newTab();
    return [...first, ...later, ...(await tab.ask(portal))];
  },
  expect(observed) {
    const sightings = observed.flatMap(({ attribution }) => attribution.sightings);
    const taken = observed.map(({ attribution }) => routesOf(attribution));
    const routes = new Set(taken.flat().map(routeKey));
    const all = `${observed.length} requests`;
    const seen = taken.filter(({ length }) => length > 0).length;
    const ways = `The ${all} left ${routes.size} ways${routes.has('direct') ? ', one of them direct' : ''}.`;
    return [
      given(seen === observed.length, `The origin saw all ${all}.`, `The origin saw ${seen} of ${all}.`, { sightings }),
      that(routes.size <= 1 && !routes.has('direct'), `All ${all} left through one proxy.`, ways, { sightings }),
    ];
  },
  provedBy: ['changes-egress', 'rotates'],
});
