import { routeKey } from '../../evidence/attribute.ts';
import type { OpenRoutes } from '../../evidence/open-routes.ts';
import { browserWords, routeWords } from '../../evidence/probe-wording.ts';
import type { BrowserSighting, ProxySighting } from '../../evidence/sightings.ts';
import type { Route } from '../../routing/route.ts';
import { retries } from '../cases/attempts.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import type { FailingRequest } from './again-and-again.ts';
import { checkResult, type Deviation } from './check.ts';
import { judgeOtherRoute } from './no-fallback.ts';

/** A request that was to fail, and what was seen of it. */
export interface FailedRequest extends FailingRequest {
  /** What proxies were asked for its host. */
  readonly asked: readonly ProxySighting[];
  /** On which routes the origin saw it. */
  readonly reached: readonly Route[];
  readonly browser: BrowserSighting | undefined;
  /** Hosts of the same rule were asked for at their proxy, in this outage or before. */
  readonly usual: boolean;
  /** What the document leaves open about the host's route. */
  readonly open: OpenRoutes;
}

/** What a request shows that deviates. */
interface Sign {
  /** Equal for what is the same in other requests: it is said once, with how many they are. */
  readonly key: string;
  /** @param requests `3 of 14 requests`. */
  readonly deviation: (requests: string) => Deviation;
}

/** Judges what was seen of requests that were made while their proxy was out, in the order in which they were made. Pure. */
export function judgeAgainAndAgain(
  proxy: ProxyName,
  requests: readonly FailedRequest[],
  names: readonly ProxyName[],
): CheckResult {
  const { name } = proxy;
  const count = requests.length;
  const signs = requests.flatMap((request, index) => {
    const before = requests.slice(0, index).findLast(({ host }) => host === request.host);
    return signsOf(request, before, proxy, names).map((sign) => ({ ...sign, request, number: index + 1 }));
  });
  const deviations = [...new Set(signs.map(({ key }) => key))].flatMap((key): readonly Deviation[] => {
    const same = signs.filter((sign) => sign.key === key);
    const [first] = same;
    if (first === undefined) return [];
    const { scheme, host } = first.request;
    const said = first.deviation(`${same.length} of ${count} requests`);
    const seen = `${said.seen} The first was number ${first.number}, ${scheme}://${host}/.`;
    return [{ ...said, seen, sightings: same.flatMap(({ request }) => request.asked) }];
  });
  const schemes = [...new Set(requests.map(({ scheme }) => scheme))].join(', ');
  return checkResult({
    id: `fail-open/fails-again-and-again[proxy=${name}]`,
    requirement: 'R-FAIL-OPEN-ERROR-PAGE',
    stimulus: `A page makes ${count} requests for hosts of ${name}, one after the other, while it breaks every request off.`,
    obligation: 'Every single request fails and takes no other route: the service does not give the proxy up.',
    seen: `All ${count} requests failed (${schemes}); ${name} was asked for each, nobody else was, and the origin saw nothing.`,
    deviations: count === 0 ? [{ verdict: 'inconclusive', seen: 'No request was made.' }] : deviations,
    sightings: requests.flatMap((request) => request.asked),
  });
}

/** @param before the last request for the same host. */
function signsOf(
  request: FailedRequest,
  before: FailedRequest | undefined,
  proxy: ProxyName,
  names: readonly ProxyName[],
): readonly Sign[] {
  const { asked, reached, browser, usual, decision } = request;
  const { name } = proxy;
  const own = asked.filter(({ index }) => index === proxy.index);
  const others = names.filter(({ index }) => index !== proxy.index && asked.some((one) => one.index === index));
  const elsewhere = reached.filter((route) => routeKey(route) !== routeKey(decision.route));
  const signs: Sign[] = [];
  if (reached.length > elsewhere.length) {
    signs.push(sign('inconclusive', (some) => `${some} went over connections of ${name} from before the outage.`));
  }
  if (asked.length === 0 && reached.length === 0) {
    signs.push(sign('inconclusive', (some) => `Nobody saw ${some}, so where they went is not known.`));
  }
  if (usual) {
    signs.push(
      ...distinct(elsewhere).map((route) => fallback(`${routeWords(route, names)} although ${name} was out`)),
      ...others.map((other) =>
        sign('violates', (some) => `While ${name} was out, ${other.name} was asked for ${some}.`),
      ),
    );
  } else if (elsewhere.length > 0 || others.length > 0) {
    const asWell = others.map(({ index }): Route => ({ kind: 'proxy', index }));
    signs.push(otherRoute(request, distinct([...elsewhere, ...asWell]), names));
  }
  for (const again of retries(request, own, name, longer(browser, before?.browser))) {
    signs.push({ key: again.seen, deviation: (some) => ({ ...again, seen: `${again.seen} So it was with ${some}.` }) });
  }
  if (browser === undefined) {
    signs.push(sign('inconclusive', (some) => `The browser has no result for ${some}.`));
  } else if (reached.length === 0 && !isError(browser)) {
    signs.push(sign('violates', (some) => `${some} did not fail: ${browserWords(browser)}.`));
  }
  return signs;
}

/** A stand-by that the browser opened for one request may get to the proxy during the next. */
function longer(
  browser: BrowserSighting | undefined,
  before: BrowserSighting | undefined,
): BrowserSighting | undefined {
  if (browser === undefined || before === undefined) return browser;
  return { ...browser, durationMilliseconds: Math.max(browser.durationMilliseconds, before.durationMilliseconds) };
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [routeKey(route), route])).values()];
}

function sign(verdict: Deviation['verdict'], seen: (requests: string) => string): Sign {
  return { key: seen(''), deviation: (requests) => ({ verdict, seen: seen(requests) }) };
}

function fallback(how: string): Sign {
  const cause = 'A fallback to another route when a proxy fails lets traffic leave where it must not.';
  return { key: how, deviation: (requests) => ({ verdict: 'violates', seen: `${requests} ${how}.`, cause }) };
}

/** The proxy is not asked for such hosts, outage or not. */
function otherRoute(
  { host, decision, open }: FailedRequest,
  routes: readonly Route[],
  names: readonly ProxyName[],
): Sign {
  const expected = { by: 'oracle', route: decision.route, decision } as const;
  const deviation = judgeOtherRoute({ host, expected }, routes, names, open);
  const key = [deviation.requirement, deviation.level, ...routes.map(routeKey)].join(' ');
  return { key, deviation: (requests) => ({ ...deviation, seen: `${deviation.seen} So it was with ${requests}.` }) };
}

/** A page's request may also get an error status that is not the origin's. */
function isError({ outcome }: BrowserSighting): boolean {
  if (outcome.kind === 'failed') return true;
  return outcome.kind === 'response' && outcome.marker === undefined && outcome.status >= 400;
}
