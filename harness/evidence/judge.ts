import type { ProbeResult, ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';
import { routeKey } from './attribute.ts';
import type { Attribution } from './attribution.ts';
import { type Grade, grade, isPermitted } from './grade.ts';
import { judgeCredentials } from './judge-credentials.ts';
import { judgeDestination } from './judge-destination.ts';
import type { OpenRoutes } from './open-routes.ts';
import { browserWords, expectationWords, likelyCause, routeWords } from './probe-wording.ts';
import type { Finding, Verdict } from './verdict.ts';

/** What a user's own expectation (`--expect`) is filed under. */
const USER_EXPECTATION = 'U-EXPECTATION';

/**
 * Judges one probe by its evidence. Pure: the same evidence always gives the same verdict, and every finding is
 * reported, not the first.
 *
 * @param open which other routes the document leaves open for the host.
 */
export function judgeProbe(
  probe: Probe,
  attribution: Attribution,
  names: readonly ProxyName[],
  open: OpenRoutes,
): Omit<ProbeResult, 'attachments'> {
  const routing = judgeRoute(probe, attribution, names, open);
  const { requirement, level } = routing ?? filedUnder(probe, true);
  const findings: Finding[] = [
    ...(routing === undefined ? [] : [{ ...routing, sightings: attribution.sightings }]),
    ...judgeDestination(probe, attribution, names),
    ...judgeCredentials(probe, attribution, names),
  ];
  const violated = findings.filter(({ verdict }) => verdict === 'violates');
  const observed = violated.length > 0 && violated.every((finding) => finding.level === 'undocumented');
  return {
    probe,
    requirement,
    level: observed ? 'undocumented' : violated.length > 0 ? 'documented' : level,
    attribution,
    findings,
    verdict: worst(findings),
  };
}

/** What a result is about that shows no wrong route. Where all is well, an expectation like the rule's proves the rule. */
function filedUnder({ expected }: Probe, conforms: boolean): Grade {
  const { route, decision } = expected;
  if (expected.by === 'user' && !(conforms && routeKey(route) === routeKey(decision.route))) {
    return { requirement: USER_EXPECTATION, level: 'documented' };
  }
  return { requirement: decision.requirement, level: decision.level };
}

type RouteFinding = Omit<Finding, 'sightings'>;

function judgeRoute(
  probe: Probe,
  attribution: Attribution,
  names: readonly ProxyName[],
  open: OpenRoutes,
): RouteFinding | undefined {
  const { taken, sightings } = attribution;
  const expected = expectationWords(probe, names);
  const browser = sightings.find((sighting) => sighting.witness === 'browser');
  const isWrong = (route: Route): boolean => routeKey(route) !== routeKey(probe.expected.route);
  const violates = (seen: string, routes: readonly Route[]): RouteFinding => {
    const graded = grade(probe, routes, open, names);
    const { decision } = probe.expected;
    // The worst of several is what there is to explain.
    const wrong = routes.filter(isWrong);
    const closed = wrong.find((route) => !isPermitted(route, decision, open, names));
    // That one request took several open ways, no silence explains.
    const explained = closed ?? (routes.length > 1 ? undefined : wrong[0]);
    const cause = explained && likelyCause(probe, explained, closed === undefined, names);
    return { ...graded, verdict: 'violates', expected, seen, ...(cause === undefined ? {} : { cause }) };
  };
  const inconclusive = (seen: string, cause?: string): RouteFinding => {
    const about = filedUnder(probe, false);
    return { ...about, verdict: 'inconclusive', expected, seen, ...(cause === undefined ? {} : { cause }) };
  };

  switch (taken.kind) {
    case 'route':
      if (isWrong(taken.route)) {
        return violates(`The request ${routeWords(taken.route, names)} and reached the origin.`, [taken.route]);
      }
      if (browser === undefined || browser.outcome.kind === 'failed' || browser.outcome.marker !== probe.id) {
        return inconclusive(
          `The origin answered on the expected route, but the browser did not get that answer: ${browserWords(browser)}.`,
        );
      }
      return undefined;
    case 'several':
      return violates(
        `The request was made more than once: one ${taken.routes.map((r) => routeWords(r, names)).join(', one ')}.`,
        taken.routes,
      );
    case 'unclear': {
      const wrong = taken.routes.find(isWrong);
      if (wrong === undefined) return inconclusive(taken.reason);
      return violates(`The request ${routeWords(wrong, names)} and reached the origin. ${taken.reason}`, taken.routes);
    }
    case 'stopped-at': {
      const seen = `The request ${routeWords(taken.route, names)} and ended there: ${browserWords(browser)}.`;
      return isWrong(taken.route) ? violates(seen, [taken.route]) : inconclusive(seen);
    }
    case 'relayed':
      if (!isWrong(taken.route)) return undefined;
      return violates(
        `The request ${routeWords(taken.route, names)}, as the tap before it saw: ${browserWords(browser)}.`,
        [taken.route],
      );
    case 'unseen':
      return inconclusive(
        `Neither a proxy nor the origin saw the request: ${browserWords(browser)}.`,
        browser === undefined ? 'The run ended before this probe was made.' : undefined,
      );
  }
}

/**
 * The worst verdict of all findings; `conforms` where there is none. A mere observation is less than missing evidence:
 * it would let the run pass.
 */
export function worst(findings: readonly Pick<Finding, 'verdict' | 'level'>[]): Verdict {
  const documented = findings.some(({ verdict, level }) => verdict === 'violates' && level === 'documented');
  if (documented) return 'violates';
  const order = ['harness-fault', 'inconclusive', 'violates'] as const;
  return order.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'conforms';
}
