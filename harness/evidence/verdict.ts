import type { Level } from '../routing/route.ts';
import type { Sighting } from './sightings.ts';

export type Verdict =
  | 'conforms'
  | 'violates'
  /** No evidence, or a prerequisite is missing. Never counts as a pass. */
  | 'inconclusive'
  /** The capability was never claimed. */
  | 'not-applicable'
  /** Ours, never the subject's. */
  | 'harness-fault';

/** One deviation, explained so that a reader needs no other source. */
export interface Finding {
  readonly verdict: Exclude<Verdict, 'conforms' | 'not-applicable'>;
  /** Id in the requirements catalogue. */
  readonly requirement: string;
  /** An `undocumented` violation is recorded as an observation and fails only under `--strict`. */
  readonly level: Level;
  /** What should have happened, and by which rule. */
  readonly expected: string;
  /** What happened instead, and who saw it. */
  readonly seen: string;
  /** What most often causes it, and what to do; absent where we would be guessing. */
  readonly cause?: string;
  readonly sightings: readonly Sighting[];
}
