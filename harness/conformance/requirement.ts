import type { Level } from '../routing/route.ts';

/** What a user may ask of a service on its own: the parts in which reports add up their results. */
export type Profile = 'core-routing' | 'credentials' | 'resilience' | 'api';

/** One statement about the service. */
export interface Requirement {
  /** Stable, public: renaming one is a breaking change. */
  readonly id: string;
  readonly level: Level;
  /** Section of the document, as its heading names it. */
  readonly section: string;
  readonly profile: Profile;
  /** Our own one-sentence wording. */
  readonly statement: string;
  /** Why no case can examine it; absent where cases do. */
  readonly untestable?: string;
}
