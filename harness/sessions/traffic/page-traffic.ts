import type { BrowserSighting } from '../../evidence/sightings.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import type { Cdp } from '../cdp.ts';
import type { PageSession } from '../page-session.ts';
import { openTab } from '../tab.ts';
import { makeAgain } from '../withdrawals.ts';
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

/** Takes the session's page for traffic of its own. */
export async function openPageTraffic(cdp: Cdp, page: PageSession): Promise<PageTraffic> {
  const network = await watchNetwork(cdp);
  const tab = await openTab(page);
  let current: string | undefined;
  const makeOnce = async ({ kind, from, hops }: PageRequest): Promise<readonly BrowserSighting[]> => {
    const { script, leaves, after } = trafficKind(kind);
    if (current !== from.name) await tab.visit(from.id, from.url);
    current = leaves ? undefined : from.name;
    await page.evaluate(script(JSON.stringify(hops[0].url)));
    const heard = await Promise.all(hops.map(({ id }) => network.heard(id, TRAFFIC_TIMEOUT_MILLISECONDS)));
    if (after !== undefined) await page.evaluate(after);
    return heard;
  };
  return {
    make: (request) => {
      const markers = request.hops.map(({ id }) => id);
      return makeAgain(markers, () => {
        network.forget(markers);
        return makeOnce(request);
      });
    },
    leave: () => {
      current = undefined;
    },
  };
}
