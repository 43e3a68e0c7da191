import { routeKey } from '../../evidence/attribute.ts';
import type { OpenRoutes } from '../../evidence/open-routes.ts';
import type { BrowserSighting, ProxySighting } from '../../evidence/sightings.ts';
import type { Route } from '../../routing/route.ts';
import { retries } from '../cases/attempts.ts';
import type { Attachment, CheckResult, ProxyName } from '../verification.ts';
import { checkResult, type Deviation } from './check.ts';
import { judgeOtherRoute } from './no-fallback.ts';
import type { OutageProbe } from './outage.ts';

/** One request of the browser's, and what proxies were asked for it. */
export interface Attempt {
  readonly traffic: 'fetch' | 'navigation';
  readonly asked: readonly ProxySighting[];
  readonly browser: BrowserSighting | undefined;
}

/** What was seen while a proxy was out. */
export interface SeenOutage {
  readonly attempts: readonly Attempt[];
  /** What the tab shows. */
  readonly browser: BrowserSighting;
  /** On which routes the origin saw the requests. */
  readonly reached: readonly Route[];
  /** While all proxies worked, hosts of the same rule were asked for at this one. */
  readonly usual: boolean;
  /** What the document leaves open about the host's route. */
  readonly open: OpenRoutes;
}

/** Judges what was seen while a proxy was out. Pure. */
export function judgeOutage(
  { proxy, host, scheme, decision }: OutageProbe,
  { attempts, browser, reached, usual, open }: SeenOutage,
  names: readonly ProxyName[],
  attachments: readonly Attachment[],
): CheckResult {
  const asked = attempts.flatMap((attempt) => attempt.asked);
  const own = asked.filter(({ index }) => index === proxy.index);
  const others = asked.filter(({ index }) => index !== proxy.index);
  const elsewhere = reached.filter((route) => routeKey(route) !== routeKey(decision.route));
  const deviations: Deviation[] = [];
  if (reached.length > elsewhere.length) {
    const seen = `The request for ${host} went over a connection of ${proxy.name} from before the outage.`;
    deviations.push({ verdict: 'inconclusive', seen });
  }
  if (asked.length === 0 && reached.length === 0) {
    deviations.push({ verdict: 'inconclusive', seen: `No request for ${host} reached ${proxy.name}.` });
  }
  if (own.length > 0 || usual) {
    if (elsewhere.length > 0) {
      deviations.push({
        verdict: 'violates',
        seen: `The request for ${host} reached the origin although ${proxy.name} was out: it took another route.`,
        cause: 'A fallback to another route when a proxy fails lets traffic leave where it must not.',
        sightings: asked,
      });
    }
    for (const other of others) {
      deviations.push({
        verdict: 'violates',
        seen: `While ${proxy.name} was out, ${other.proxy} was asked for ${host}.`,
        sightings: [other],
      });
    }
  } else if (elsewhere.length > 0 || others.length > 0) {
    const expected = { by: 'oracle', route: decision.route, decision } as const;
    deviations.push({
      ...judgeOtherRoute(
        { host, expected },
        [...elsewhere, ...others.map(({ index }): Route => ({ kind: 'proxy', index }))],
        names,
        open,
      ),
      sightings: asked,
    });
  }
  for (const attempt of attempts) {
    const here = attempt.asked.filter(({ index }) => index === proxy.index);
    deviations.push(...retries(attempt, here, proxy.name, attempt.browser));
  }
  if (browser.outcome.kind !== 'failed' && reached.length === 0) {
    deviations.push({
      verdict: 'violates',
      seen: `The browser shows no error page for ${host}.`,
      sightings: [browser],
    });
  }
  const error = browser.outcome.kind === 'failed' ? browser.outcome.error : '';
  const url = `${scheme}://${host}/`;
  const tries = scheme === 'https' ? `A page asks for ${url}, then the tab goes there,` : `The tab goes to ${url}`;
  return checkResult({
    id: `fail-open/error-page[proxy=${proxy.name}][scheme=${scheme}]`,
    requirement: 'R-FAIL-OPEN-ERROR-PAGE',
    stimulus: `${tries} while ${proxy.name} breaks every request off.`,
    obligation: 'The browser shows an error page, and the request takes no other route.',
    seen: `The browser shows ${error}; ${proxy.name} was asked, nobody else was, and the origin saw nothing.`,
    deviations,
    sightings: [...own, browser],
    attachments,
  });
}
