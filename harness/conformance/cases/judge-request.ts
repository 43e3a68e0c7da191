import { routeKey } from '../../evidence/attribute.ts';
import { judgeProbe } from '../../evidence/judge.ts';
import { browserWords, routeWords } from '../../evidence/probe-wording.ts';
import type { BrowserSighting, ProxySighting } from '../../evidence/sightings.ts';
import type { Route } from '../../routing/route.ts';
import { describeRoute } from '../../routing/wording.ts';
import type { ProxyName } from '../verification.ts';
import { retries } from './attempts.ts';
import type { CaseExpectation, Deviation, Judgement } from './case.ts';
import { shownName } from './case-configuration.ts';
import type { ObservedRequest } from './driven-session.ts';
import { judgeShape } from './judge-shape.ts';

/** Judges one request by what was expected of it. Pure. */
export function judgeRequest<Name extends string>(
  observed: ObservedRequest,
  expectation: CaseExpectation<Name>,
): Judgement {
  const { names } = observed;
  if ('goes' in expectation) return judgeArrival(observed, routeNamed(expectation.goes, names), expectation);
  return 'failsAt' in expectation
    ? judgeFailure(observed, routeNamed(expectation.failsAt, names), showsError, expectation)
    : judgeFailure(observed, routeNamed(expectation.answeredBy, names), showsAnswer(expectation.status), expectation);
}

/** The route that a case means. @throws {RangeError} where no proxy has the name. */
function routeNamed(name: string, names: readonly ProxyName[]): Route {
  if (name === 'direct') return { kind: 'direct' };
  const proxy = names.find((one) => one.name === shownName(name));
  if (proxy === undefined) throw new RangeError(`The case has no proxy ${name}.`);
  return { kind: 'proxy', index: proxy.index };
}

/** It took this route and no other, with the right credentials, and the browser got the origin's answer. */
function judgeArrival(
  observed: ObservedRequest,
  route: Route,
  { requirement, mustArrive = false }: { readonly requirement?: string; readonly mustArrive?: boolean },
): Judgement {
  const { request, probe, attribution, names, open } = observed;
  const judged = judgeProbe(probe, attribution, names, open);
  const { requirement: ruled, level: ruledLevel } = probe.expected.decision;
  const own = requirement === undefined ? undefined : { requirement };
  const lost = mustArrive && wasLost(observed) ? ({ verdict: 'violates' } as const) : undefined;
  return {
    seen: `${request.url} ${routeWords(route, names)}, and the browser got the origin's answer.`,
    deviations: [
      ...oracleAgrees(observed, route),
      ...judged.findings.map(({ requirement: broken, level, ...finding }): Deviation => {
        // The route is what the case itself is about. Credentials have requirements of their own, and so has a route that
        // no reading of the document leads to.
        const said = { ...finding, ...lost };
        return broken === ruled && level === ruledLevel
          ? { ...said, ...(own ?? { ruledBy: ruled }) }
          : { ...said, requirement: broken };
      }),
      ...askedElsewhere(observed, route).map((deviation) => ({ ...deviation, ...own })),
      ...judgeShape(observed),
    ],
    sightings: attribution.sightings,
  };
}

/** The browser gave up on it, and nobody had seen it. */
function wasLost({ attribution: { taken, sightings } }: ObservedRequest): boolean {
  const browser = sightings.find((sighting) => sighting.witness === 'browser');
  return taken.kind === 'unseen' && browser?.outcome.kind === 'failed';
}

/** It ended at this proxy: the browser shows that, the origin saw nothing, nobody else was asked. */
function judgeFailure(
  observed: ObservedRequest,
  route: Route,
  shows: Shows,
  { requirement }: { readonly requirement?: string },
): Judgement {
  const { request, probe, attribution, asked, names } = observed;
  const { taken, sightings } = attribution;
  const browser = sightings.find((sighting) => sighting.witness === 'browser');
  const name = describeRoute(route, names);
  const deviations: Deviation[] = [...oracleAgrees(observed, route), ...askedElsewhere(observed, route)];
  const routes = arrivedBy(taken);
  if (routes.length > 0) {
    const others = routes.filter((other) => routeKey(other) !== routeKey(route));
    deviations.push(
      others.length > 0
        ? {
            verdict: 'violates',
            seen: `${request.url} ${others.map((other) => routeWords(other, names)).join(' and ')} although ${name} failed.`,
            cause: 'A fallback to another route when a proxy fails lets traffic leave where it must not.',
            sightings,
          }
        : { verdict: 'inconclusive', seen: `${request.url} got through ${name}, which should have failed.`, sightings },
    );
  } else if (taken.kind === 'unclear') {
    deviations.push({
      verdict: 'inconclusive',
      seen: `${request.url} should have failed at ${name}. ${taken.reason}`,
      sightings,
    });
  } else if (browser === undefined || !shows(browser, probe.traffic === 'navigation')) {
    deviations.push({
      verdict: browser === undefined ? 'inconclusive' : 'violates',
      seen: `${request.url} failed at ${name}, but ${browserWords(browser)}.`,
      sightings,
    });
  }
  deviations.push(...retries(probe, asked, name, browser));
  const record = asked.length > 0 ? `${name} was asked` : `${name} was tried`;
  return {
    seen: `${request.url} failed: ${record}, nobody else was, the origin saw nothing, and ${browserWords(browser)}.`,
    deviations: deviations.map((deviation) => ({
      ...(requirement === undefined ? {} : { requirement }),
      ...deviation,
    })),
    sightings: [...sightings, ...asked.filter((one) => !sightings.some((other) => same(one, other)))],
  };
}

/** The routes that the origin is known to have been reached on. */
function arrivedBy(taken: ObservedRequest['attribution']['taken']): readonly Route[] {
  if (taken.kind === 'route') return [taken.route];
  return taken.kind === 'several' || taken.kind === 'unclear' ? taken.routes : [];
}

/** A case and the routing oracle are two opinions on the document. Where they differ, one of ours is wrong. */
function oracleAgrees({ probe, names }: ObservedRequest, route: Route): readonly Deviation[] {
  const { decision } = probe.expected;
  if (routeKey(decision.route) === routeKey(route)) return [];
  const words = `${describeRoute(decision.route, names)}, the case ${describeRoute(route, names)}`;
  return [{ verdict: 'harness-fault', seen: `The routing oracle sends ${probe.host} to ${words}.` }];
}

/** No proxy but the one on its route may even be asked for it. */
function askedElsewhere({ probe, asked }: ObservedRequest, route: Route): readonly Deviation[] {
  const others = asked.filter(({ index }) => route.kind === 'direct' || index !== route.index);
  return others.map((other) => ({
    verdict: 'violates',
    seen: `${other.proxy} was asked for ${probe.host} as well.`,
    sightings: [other],
  }));
}

/** Whether what the browser shows is what follows from the end of a request at its proxy. */
type Shows = (browser: BrowserSighting, navigation: boolean) => boolean;

/** A navigation shows the browser's own page; a page's request may also get an error status that is not the origin's. */
function showsError({ outcome }: BrowserSighting, navigation: boolean): boolean {
  if (outcome.kind === 'failed') return true;
  return !navigation && outcome.kind === 'response' && outcome.marker === undefined && outcome.status >= 400;
}

function showsAnswer(status: number): Shows {
  return ({ outcome }) => outcome.kind === 'response' && outcome.marker === undefined && outcome.status === status;
}

function same(one: ProxySighting, other: ObservedRequest['attribution']['sightings'][number]): boolean {
  return other.witness === 'proxy' && other.index === one.index && other.sequence === one.sequence;
}
