import { routeKey } from '../../evidence/attribute.ts';
import { grade, isPermitted } from '../../evidence/grade.ts';
import type { OpenRoutes } from '../../evidence/open-routes.ts';
import { expectationWords, likelyCause, routeWords } from '../../evidence/probe-wording.ts';
import type { Probe } from '../../matrix/probe.ts';
import type { Route } from '../../routing/route.ts';
import { describeRoute } from '../../routing/wording.ts';
import type { ProxyName } from '../verification.ts';
import type { Deviation } from './check.ts';

/** The proxy is not asked for such hosts, outage or not: nothing fell back, the route is another one. */
export function judgeOtherRoute(
  probe: Pick<Probe, 'host' | 'expected'>,
  routes: readonly Route[],
  names: readonly ProxyName[],
  open: OpenRoutes,
): Deviation {
  const { decision } = probe.expected;
  const distinct = [...new Map(routes.map((route) => [routeKey(route), route])).values()];
  const closed = distinct.find((route) => !isPermitted(route, decision, open, names));
  const explained = closed ?? distinct[0];
  const cause = explained && likelyCause(probe, explained, closed === undefined, names);
  const name = describeRoute(decision.route, names);
  return {
    ...grade(probe, distinct, open, names),
    verdict: 'violates',
    expected: expectationWords(probe, names),
    seen: `The request for ${probe.host} ${distinct.map((route) => routeWords(route, names)).join(' and ')}. ${name} is not asked for such hosts, outage or not, so this is no fallback, and nothing is known of one.`,
    ...(cause === undefined ? {} : { cause }),
  };
}
