import type { BrowserSighting } from '../evidence/sightings.ts';
import type { Probe, ProbeId } from '../matrix/probe.ts';
import { cancelProbes, makeProbes, type PageResult } from './in-page.ts';
import type { PageSession } from './page-session.ts';
import { listenForWithdrawals, makeAgain, withdrawn } from './withdrawals.ts';

/** What a page has to know of a probe. */
export type MadeProbe = Pick<Probe, 'id' | 'url' | 'traffic'>;

/** A page of the session that makes probes. */
export interface ProbePage {
  /**
   * Makes the probes and yields what the browser saw, batch by batch, not in the order of the probes.
   * @param pace default: {@link AT_ONCE}.
   */
  run(probes: readonly MadeProbe[], signal: AbortSignal, pace?: Pace): AsyncIterable<readonly BrowserSighting[]>;
  /**
   * Ends requests for which a proxy has asked for credentials: the browser would put the question to a person, and
   * wait until the probe's timeout for an answer.
   */
  cancel(ids: readonly ProbeId[]): void;
}

/** How much is under way at once. */
export interface Pace {
  /** Batches. */
  readonly lanes: number;
  /** Requests of a batch. */
  readonly requests: number;
  /** WebSockets of a batch. */
  readonly webSockets: number;
}

/**
 * As much as a browser can: Chromium opens at most 32 connections to one proxy, and slows WebSocket handshakes down
 * beyond six (319/s at 6 in flight, 66/s at 12 were seen). Two batches overlap, so that the end of one leaves no
 * connection idle.
 */
export const AT_ONCE: Pace = { lanes: 2, requests: 16, webSockets: 3 };

/** Each when the one before has ended: first the requests, then the WebSockets. */
export const IN_TURN: Pace = { lanes: 1, requests: 1, webSockets: 1 };

/** Probes a message to the browser carries: enough to make its cost vanish, few enough to see progress. */
const BATCH = 250;

/** A probe that has not been answered after this is failed by the page: proxies here answer within milliseconds. */
const PROBE_TIMEOUT_MILLISECONDS = 20_000;

/** Makes probes from a page. It stays where it is, so that all of them come from the same place. */
export function openProbePage(page: PageSession): ProbePage {
  const ask = async (batch: readonly MadeProbe[], inFlight: number): Promise<readonly BrowserSighting[]> => {
    const list = JSON.stringify(batch.map(({ id, url }) => ({ id, url })));
    const results = await page.evaluate(`(${makeProbes})(${list}, ${inFlight}, ${PROBE_TIMEOUT_MILLISECONDS})`);
    return (results as readonly PageResult[]).map(toSighting);
  };

  return {
    cancel(ids) {
      // Whoever waits for the probes learns of a lost session.
      page.evaluate(`(${cancelProbes})(${JSON.stringify(ids)})`).catch(() => undefined);
    },
    async *run(probes, signal, pace = AT_ONCE) {
      const log = await listenForWithdrawals(page);
      const make = (batch: readonly MadeProbe[], inFlight: number): Promise<readonly BrowserSighting[]> =>
        makeAgain(
          batch.map(({ id }) => id),
          async (left) => {
            const sightings = await ask(
              batch.filter(({ id }) => left.has(id)),
              inFlight,
            );
            return sightings.map((sighting) => (log.withdrew(sighting.marker) ? withdrawn(sighting) : sighting));
          },
        );
      const webSockets = probes.filter(({ traffic }) => traffic === 'websocket');
      const requests = probes.filter(({ traffic }) => traffic === 'fetch');
      // One kind after the other: tunnels of https and wss to the same host would be hard to tell apart.
      yield* inLanes(pace.lanes, batches(requests), (batch) => make(batch, pace.requests), signal);
      yield* inLanes(pace.lanes, batches(webSockets), (batch) => make(batch, pace.webSockets), signal);
    },
  };
}

function batches(probes: readonly MadeProbe[]): (readonly MadeProbe[])[] {
  const count = Math.ceil(probes.length / BATCH);
  return Array.from({ length: count }, (_, i) => probes.slice(i * BATCH, (i + 1) * BATCH));
}

async function* inLanes(
  lanes: number,
  waiting: (readonly MadeProbe[])[],
  make: (batch: readonly MadeProbe[]) => Promise<readonly BrowserSighting[]>,
  signal: AbortSignal,
): AsyncGenerator<readonly BrowserSighting[]> {
  const underWay = new Map<number, Promise<{ lane: number; sightings: readonly BrowserSighting[] }>>();
  const refill = (lane: number): void => {
    const batch = signal.aborted ? undefined : waiting.shift();
    if (batch === undefined) underWay.delete(lane);
    else
      underWay.set(
        lane,
        make(batch).then((sightings) => ({ lane, sightings })),
      );
  };
  for (let lane = 0; lane < lanes; lane++) refill(lane);
  try {
    while (underWay.size > 0) {
      const { lane, sightings } = await Promise.race(underWay.values());
      refill(lane);
      yield sightings;
    }
  } finally {
    // When one lane fails, so will the other: nobody is left to hear of it.
    for (const lane of underWay.values()) lane.catch(() => undefined);
  }
}

function toSighting({ id, at, milliseconds, status, marker, error }: PageResult): BrowserSighting {
  const heard = marker === undefined ? {} : { marker };
  return {
    witness: 'browser',
    at,
    marker: id as ProbeId,
    durationMilliseconds: milliseconds,
    outcome:
      error !== undefined
        ? { kind: 'failed', error }
        : status === undefined
          ? { kind: 'open', ...heard }
          : { kind: 'response', status, ...heard },
  };
}
