import type { BrowserSighting, ProxySighting } from '../../evidence/sightings.ts';
import type { Probe } from '../../matrix/probe.ts';
import type { Deviation } from './case.ts';

/**
 * CONNECTs that a browser makes by itself for one https page that it cannot get. It connects ahead, and once more for
 * the page: two, however long the proxy takes to answer (Chromium 148 on the real service; Chromium 156 with answers
 * after 0, 0.1, 0.4 and 1.5 s). Three and four were seen on loaded machines, never more: each of the two may have a
 * stand-by.
 */
const CONNECTS_OF_A_PAGE = 4;

/** CONNECTs for anything else that is tunnelled, so that a service which tries again is found by those. */
const CONNECTS = 1;

/**
 * After this long Chromium opens a stand-by for a connection to the proxy that does not stand yet, whatever the request;
 * over each it sends a CONNECT. Seen with a `fetch()` and a listener that accepted after 600 ms: two, 240 to 260 ms apart.
 */
const STAND_BY_MILLISECONDS = 250;

/** A tunnel that breaks after it was opened is opened once more: this many times as often. */
const CONNECTS_AFTER_A_BREAK = 2;

/** A browser sends a request again when a connection breaks, but the router never lets it see that. */
const FORWARDED = 1;

/**
 * What was asked of a proxy more often than the browser is known to ask: somebody tried again.
 * @param browser how long it waited, and how often it had given the request up before: each time it may have got as far
 * as the proxy.
 */
export function retries(
  probe: Pick<Probe, 'traffic'>,
  asked: readonly ProxySighting[],
  name: string,
  browser: Pick<BrowserSighting, 'durationMilliseconds' | 'withdrawn'> | undefined,
): readonly Deviation[] {
  const broke = asked.some(({ kind, status }) => kind === 'tunnel' && status === 200);
  const stoodBy = browser === undefined || browser.durationMilliseconds >= STAND_BY_MILLISECONDS;
  const once = probe.traffic === 'navigation' ? CONNECTS_OF_A_PAGE : CONNECTS * (stoodBy ? 2 : 1);
  return [
    { kind: 'forward', most: FORWARDED },
    { kind: 'tunnel', most: once * (broke ? CONNECTS_AFTER_A_BREAK : 1) },
  ].flatMap(({ kind, most }) => {
    const made = asked.filter((sighting) => sighting.kind === kind);
    if (made.length <= most * (1 + (browser?.withdrawn ?? 0))) return [];
    const seen = `${name} was asked ${made.length} times for one request: failed requests must not be retried.`;
    return [{ verdict: 'violates', requirement: 'R-NO-RETRY', seen, sightings: made }];
  });
}
