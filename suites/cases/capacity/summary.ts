import type { Judgement } from '../../../harness/conformance/cases/case.ts';
import type { ObservedRequest } from '../../../harness/conformance/cases/driven-session.ts';
import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';

/** Judges hundreds of requests, and says in one sentence what there is to say where none of them deviates. */
export function judgeAll(
  observed: readonly ObservedRequest[],
  routeOf: (one: ObservedRequest) => string,
  seen: string,
): Judgement {
  const judged = observed.map((one) => judgeRequest(one, { goes: routeOf(one) }));
  return {
    seen,
    deviations: judged.flatMap(({ deviations }) => deviations),
    sightings: judged.flatMap(({ sightings }) => sightings),
  };
}

/** Milliseconds that the browser took for the request in the middle. */
export function medianMilliseconds(observed: readonly ObservedRequest[]): number {
  const durations = observed
    .flatMap(({ attribution }) => attribution.sightings)
    .flatMap((sighting) => (sighting.witness === 'browser' ? [sighting.durationMilliseconds] : []))
    .toSorted((one, other) => one - other);
  return durations[Math.floor(durations.length / 2)] ?? Number.NaN;
}
