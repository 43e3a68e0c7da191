import { defineSteps } from '../define.ts';
import { judgeAll, medianMilliseconds } from './summary.ts';

/** By route: enough for a median, few enough to cost next to nothing. */
const REQUESTS = 25;

const requestsTo = (domain: string) =>
  Array.from({ length: REQUESTS }, (_, index) => ({ url: `https://h${index}.${domain}/` }));

export const latencyByRoute = defineSteps({
  id: 'capacity/latency-by-route',
  requirements: ['R-BYPASS-DIRECT', 'R-DEFAULT-ROUTES', 'R-PATTERN-ROUTES'],
  stimulus: 'The same number of requests is made directly, through a named proxy and through the default one, in turn.',
  obligation:
    'Each takes its route; how long they took is told and not judged, since it is the machine’s and the network’s.',
  configuration: () => ({
    proxies: [{ name: 'named', claims: ['.named.test'] }, { name: 'fallback' }],
    bypass: ['.direct.test'],
  }),
  async steps(stage) {
    const session = await stage.start();
    return {
      direct: await session.ask(requestsTo('direct.test')),
      named: await session.ask(requestsTo('named.test')),
      fallback: await session.ask(requestsTo('fallback.test')),
    };
  },
  expect: (observed) =>
    (['direct', 'named', 'fallback'] as const).map((route) => {
      const made = observed[route];
      const way = route === 'direct' ? 'directly' : `through ${route}`;
      const median = medianMilliseconds(made).toFixed(1);
      return judgeAll(made, () => route, `${made.length} requests ${way} took ${median} ms in the median.`);
    }),
  provedBy: ['ignores-bypass', 'everything-direct'],
});
