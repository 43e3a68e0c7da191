import type { ObservedRequest } from '../../../harness/conformance/cases/driven-session.ts';
import { defineSteps } from '../define.ts';
import { judgeAll, medianMilliseconds } from './summary.ts';

const ROUTES = ['direct', 'named', 'fallback'] as const;

/** Enough for a median, few enough to cost next to nothing. */
const ROUNDS = 10;

export const latencyByRoute = defineSteps({
  id: 'capacity/latency-by-route',
  requirements: ['R-BYPASS-DIRECT', 'R-DEFAULT-ROUTES', 'R-PATTERN-ROUTES'],
  stimulus: 'Requests are made one by one: directly, through a named proxy and through the default one, in turn.',
  obligation:
    'Each takes its route; how long they took is told and not judged, since the machine and the network decide.',
  configuration: () => ({
    proxies: [{ name: 'named', claims: ['.named.test'] }, { name: 'fallback' }],
    bypass: ['.direct.test'],
  }),
  async steps(stage) {
    const session = await stage.start();
    const observed: ObservedRequest[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      for (const route of ROUTES) observed.push(...(await session.ask([{ url: `https://h${round}.${route}.test/` }])));
    }
    return observed;
  },
  expect: (observed) =>
    ROUTES.map((route) => {
      const made = observed.filter(({ probe }) => probe.host.endsWith(`.${route}.test`));
      const way = route === 'direct' ? 'directly' : `through ${route}`;
      const median = medianMilliseconds(made).toFixed(1);
      return judgeAll(made, () => route, `${made.length} requests ${way} took ${median} ms in the median.`);
    }),
  provedBy: ['ignores-bypass', 'everything-direct'],
});
