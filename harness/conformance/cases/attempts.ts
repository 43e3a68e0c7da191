import type { ProxySighting } from '../../evidence/sightings.ts';
import type { Probe } from '../../matrix/probe.ts';
import type { Deviation } from './case.ts';

/**
 * CONNECTs that a browser makes by itself for one https page that it cannot get. It connects ahead, and once more for
 * the page: two, however long the proxy takes to answer (Chromium 148 on the real service; Chromium 156 with answers
 * after 0, 0.1, 0.4 and 1.5 s). Each of the two has a stand-by where the connection to the proxy itself does not stand
 * within a quarter of a second: three with a proxy that was slow to accept, four on a loaded machine. One request that
 * is no page has neither, so that a service which tries again is found by those.
 */
const CONNECTS_OF_A_PAGE = 4;

/** CONNECTs for anything else that is tunnelled. */
const CONNECTS = 1;

/** A tunnel that breaks after it was opened is opened once more: this many times as often. */
const CONNECTS_AFTER_A_BREAK = 2;

/** A browser sends a request again when a connection breaks, but the router never lets it see that. */
const FORWARDED = 1;

/**
 * What was asked of a proxy more often than the browser is known to ask: somebody tried again.
 * @param withdrawn how often the browser had given the request up before; each time may have got as far as the proxy.
 */
export function retries(
  probe: Pick<Probe, 'traffic'>,
  asked: readonly ProxySighting[],
  name: string,
  withdrawn = 0,
): readonly Deviation[] {
  const broke = asked.some(({ kind, status }) => kind === 'tunnel' && status === 200);
  const connects =
    (probe.traffic === 'navigation' ? CONNECTS_OF_A_PAGE : CONNECTS) * (broke ? CONNECTS_AFTER_A_BREAK : 1);
  return [
    { kind: 'forward', most: FORWARDED },
    { kind: 'tunnel', most: connects },
  ].flatMap(({ kind, most }) => {
    const made = asked.filter((sighting) => sighting.kind === kind);
    if (made.length <= most * (1 + withdrawn)) return [];
    const seen = `${name} was asked ${made.length} times for one request: failed requests must not be retried.`;
    return [{ verdict: 'violates', requirement: 'R-NO-RETRY', seen, sightings: made }];
  });
}
