import type { Sighting } from '../../evidence/sightings.ts';
import type { Deviation, Judgement } from './case.ts';

/** What a {@link that} may add to its sentence. */
type Added = Partial<Pick<Deviation, 'requirement' | 'cause'>> & { readonly sightings?: readonly Sighting[] };

/**
 * One thing that must hold of what was observed. Pure.
 *
 * @param seen what was seen if it holds, in one sentence.
 * @param otherwise what was seen if it does not: a violation.
 */
export function that(holds: boolean, seen: string, otherwise: string, added: Added = {}): Judgement {
  return judgement('violates', holds, seen, otherwise, added);
}

/** The same of something without which nothing can be said: where it does not hold, the case is inconclusive. */
export function given(holds: boolean, seen: string, otherwise: string, added: Added = {}): Judgement {
  return judgement('inconclusive', holds, seen, otherwise, added);
}

function judgement(
  verdict: Deviation['verdict'],
  holds: boolean,
  seen: string,
  otherwise: string,
  { sightings = [], ...added }: Added,
): Judgement {
  return { seen, deviations: holds ? [] : [{ verdict, seen: otherwise, ...added, sightings }], sightings };
}
