import type { BrowserSighting } from '../evidence/sightings.ts';
import { markerOf } from '../matrix/marker.ts';
import type { ProbeId } from '../matrix/probe.ts';
import type { PageSession } from './page-session.ts';

/**
 * Chromium gives up every request that is waiting for a connection when an address of its machine comes or goes, also
 * where the connection is a local one: a container that starts beside it is enough. Nobody else can cause this error,
 * so that asking again hides nothing of what is examined.
 */
const NETWORK_CHANGED = 'net::ERR_NETWORK_CHANGED';

/** A start of a container changes addresses several times within a second or two. */
export const MOST_WITHDRAWALS = 8;

/** What DevTools puts before the error of a WebSocket. */
const WEB_SOCKET_PREFIX = 'Error in connection establishment: ';

/** Whether the browser gave the request up, with this as its reason. */
export function isWithdrawn({ outcome }: BrowserSighting): boolean {
  return outcome.kind === 'failed' && outcome.error.replace(WEB_SOCKET_PREFIX, '') === NETWORK_CHANGED;
}

/** The sighting of a request that the browser gave up, with the reason. */
export function withdrawn(sighting: BrowserSighting): BrowserSighting {
  return { ...sighting, outcome: { kind: 'failed', error: NETWORK_CHANGED } };
}

/**
 * Makes requests, and again while the browser gives them up because its machine's network changed.
 * @param make is told which are left; may make others along with them. Their sightings, in any order.
 * @returns the last sighting of each, in the order in which they were first made.
 */
export async function makeAgain(
  requests: readonly ProbeId[],
  make: (left: ReadonlySet<ProbeId>) => Promise<readonly BrowserSighting[]>,
): Promise<readonly BrowserSighting[]> {
  const made = new Map<ProbeId, BrowserSighting>();
  let left: ReadonlySet<ProbeId> = new Set(requests);
  for (let times = 0; left.size > 0 && times <= MOST_WITHDRAWALS; times++) {
    const sightings = await make(left);
    for (const sighting of sightings) made.set(sighting.marker, counted(sighting, times));
    left = new Set(sightings.filter(isWithdrawn).map(({ marker }) => marker));
  }
  return [...made.values()];
}

/** The same of a single request. */
export async function makeOneAgain(make: () => Promise<BrowserSighting>): Promise<BrowserSighting> {
  for (let times = 0; ; times++) {
    const sighting = await make();
    if (times === MOST_WITHDRAWALS || !isWithdrawn(sighting)) return counted(sighting, times);
  }
}

function counted(sighting: BrowserSighting, withdrawn: number): BrowserSighting {
  return withdrawn === 0 ? sighting : { ...sighting, withdrawn };
}

/** A page's script learns only that a request failed; the browser's log says why. */
export interface WithdrawalLog {
  /** Whether the browser has said since the last question that it gave this request up. */
  withdrew(marker: ProbeId): boolean;
}

/** Starts listening to the page's log, for the markers of such requests. */
export async function listenForWithdrawals(page: PageSession): Promise<WithdrawalLog> {
  const withdrawn = new Set<ProbeId>();
  await onWithdrawn(page, ({ pathname }) => {
    const marker = markerOf(pathname);
    if (marker !== undefined) withdrawn.add(marker);
  });
  return { withdrew: (marker) => withdrawn.delete(marker) };
}

/**
 * Tells the URL of every request of this page that the browser gives up. What it logs of a request comes before what a
 * script learns of it.
 */
export async function onWithdrawn(page: PageSession, tell: (url: URL) => void): Promise<void> {
  page.on('Log.entryAdded', ({ entry }) => {
    const { text, url } = entry as { readonly text: string; readonly url?: string };
    if (!text.includes(NETWORK_CHANGED)) return;
    const address = url ?? /'(\S+)'/.exec(text)?.[1] ?? '';
    if (URL.canParse(address)) tell(new URL(address));
  });
  await page.send('Log.enable');
}
