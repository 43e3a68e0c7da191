import type { ProbeResult, ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import type { Route } from '../routing/route.ts';
import { routeKey } from './attribute.ts';
import type { Attribution } from './attribution.ts';
import { judgeCredentials } from './judge-credentials.ts';
import { browserWords, expectationWords, likelyCause, routeWords } from './probe-wording.ts';
import type { Finding, Verdict } from './verdict.ts';

/** Severity of a user's own expectation (`--expect`): it counts as documented, for the user wrote it down. */
const USER_EXPECTATION = 'U-EXPECTATION';

/**
 * Judges one probe by its evidence. Pure: the same evidence always gives the same verdict, and every finding is
 * reported, not the first.
 */
export function judgeProbe(
  probe: Probe,
  attribution: Attribution,
  names: readonly ProxyName[],
): Omit<ProbeResult, 'attachments'> {
  const { expected } = probe;
  const byUser = expected.by === 'user' && routeKey(expected.route) !== routeKey(expected.decision.route);
  const requirement = byUser ? USER_EXPECTATION : expected.decision.requirement;
  const level = byUser ? 'documented' : expected.decision.level;

  const routing = judgeRoute(probe, attribution, names);
  const findings: Finding[] = [
    ...(routing === undefined ? [] : [{ ...routing, requirement, level, sightings: attribution.sightings }]),
    ...judgeCredentials(probe, attribution, names),
  ];
  return { probe, requirement, level, attribution, findings, verdict: worst(findings) };
}

type RouteFinding = Omit<Finding, 'requirement' | 'level' | 'sightings'>;

function judgeRoute(probe: Probe, attribution: Attribution, names: readonly ProxyName[]): RouteFinding | undefined {
  const { taken, sightings } = attribution;
  const expected = expectationWords(probe, names);
  const browser = sightings.find((sighting) => sighting.witness === 'browser');
  const violates = (seen: string, wrong: Route): RouteFinding => {
    const cause = likelyCause(probe, wrong, names);
    return { verdict: 'violates', expected, seen, ...(cause === undefined ? {} : { cause }) };
  };

  switch (taken.kind) {
    case 'route': {
      if (routeKey(taken.route) !== routeKey(probe.expected.route)) {
        return violates(`The request ${routeWords(taken.route, names)} and reached the origin.`, taken.route);
      }
      if (browser === undefined || browser.outcome.kind === 'failed' || browser.outcome.marker !== probe.id) {
        return {
          verdict: 'inconclusive',
          expected,
          seen: `The origin answered on the expected route, but the browser did not get that answer: ${browserWords(browser)}.`,
        };
      }
      return undefined;
    }
    case 'several': {
      const wrong = taken.routes.find((route) => routeKey(route) !== routeKey(probe.expected.route));
      return violates(
        `The request was made more than once: one ${taken.routes.map((r) => routeWords(r, names)).join(', one ')}.`,
        wrong ?? probe.expected.route,
      );
    }
    case 'unclear': {
      const wrong = taken.routes.find((route) => routeKey(route) !== routeKey(probe.expected.route));
      if (wrong === undefined) return { verdict: 'inconclusive', expected, seen: taken.reason };
      return violates(`The request ${routeWords(wrong, names)} and reached the origin. ${taken.reason}`, wrong);
    }
    case 'stopped-at': {
      const seen = `The request ${routeWords(taken.route, names)} and ended there: ${browserWords(browser)}.`;
      if (routeKey(taken.route) !== routeKey(probe.expected.route)) return violates(seen, taken.route);
      return { verdict: 'inconclusive', expected, seen };
    }
    case 'relayed':
      if (routeKey(taken.route) === routeKey(probe.expected.route)) return undefined;
      return violates(
        `The request ${routeWords(taken.route, names)}, as the tap before it saw: ${browserWords(browser)}.`,
        taken.route,
      );
    case 'unseen':
      return {
        verdict: 'inconclusive',
        expected,
        seen: `Neither a proxy nor the origin saw the request: ${browserWords(browser)}.`,
        ...(browser === undefined ? { cause: 'The run ended before this probe was made.' } : {}),
      };
  }
}

/** The worst verdict of all findings; `conforms` where there is none. */
export function worst(findings: readonly Pick<Finding, 'verdict'>[]): Verdict {
  const order = ['violates', 'harness-fault', 'inconclusive'] as const;
  return order.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'conforms';
}
