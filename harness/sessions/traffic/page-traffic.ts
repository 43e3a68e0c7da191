import type { BrowserSighting } from '../../evidence/sightings.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import type { Cdp } from '../cdp.ts';
import type { PageSession } from '../page-session.ts';
import { openTab } from '../tab.ts';
import { isWithdrawn, makeAgain, withdrawn } from '../withdrawals.ts';
import { type TrafficName, trafficKind } from './kinds.ts';
import { watchNetwork } from './network-witness.ts';

/** A request that a page makes, and every request that its redirects lead to. */
export interface PageRequest {
  readonly kind: TrafficName;
  /** The page. Requests one after the other from the same page are made without loading it again. */
  readonly from: { readonly id: ProbeId; readonly url: string; readonly name: string };
  /** In the order in which they are made: redirects first. */
  readonly hops: readonly [Hop, ...Hop[]];
}

interface Hop {
  readonly id: ProbeId;
  readonly url: string;
}

/** The session's tab as a source of every kind of traffic. */
export interface PageTraffic {
  /** Makes one request and returns what the browser says of each hop. */
  make(request: PageRequest): Promise<readonly BrowserSighting[]>;
  /** The tab has been led elsewhere by others: whatever the next request's page is, it is loaded anew. */
  leave(): void;
}

/** A request that the browser has not answered for after this long is given up: everything here takes milliseconds. */
const TRAFFIC_TIMEOUT_MILLISECONDS = 10_000;

/** Takes the session's page for traffic of its own. @param timeout milliseconds after which a request is given up. */
export async function openPageTraffic(
  cdp: Cdp,
  page: PageSession,
  timeout = TRAFFIC_TIMEOUT_MILLISECONDS,
): Promise<PageTraffic> {
  const network = await watchNetwork(cdp);
  const tab = await openTab(page);
  let current: string | undefined;
  const makeOnce = async ({ kind, from, hops }: PageRequest): Promise<readonly BrowserSighting[]> => {
    const { script, leaves, after } = trafficKind(kind);
    if (current !== from.name) await tab.visit(from.id, from.url);
    current = leaves ? undefined : from.name;
    network.forget([from.id, ...hops.map(({ id }) => id)]);
    await page.evaluate(script(JSON.stringify(hops[0].url)));
    const heard = await Promise.all(hops.map(({ id }) => network.heard(id, timeout)));
    if (after !== undefined) await page.evaluate(after);
    // A page's own request, for the script of a service worker, comes before the one that the script makes.
    const own = await network.heard(from.id, 0);
    const givenUp = [own, ...heard].some(isWithdrawn);
    // A page that has failed to preload a script, or to register a worker, does not try it again.
    if (givenUp) current = undefined;
    return isWithdrawn(own) ? heard.map(asWithdrawn) : heard;
  };
  return {
    make: (request) =>
      makeAgain(
        request.hops.map(({ id }) => id),
        () => makeOnce(request),
      ),
    leave: () => {
      current = undefined;
    },
  };
}

function asWithdrawn(sighting: BrowserSighting): BrowserSighting {
  return sighting.outcome.kind === 'failed' ? withdrawn(sighting) : sighting;
}
