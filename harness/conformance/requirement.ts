import type { Level } from '../routing/route.ts';

/** One statement about the service. */
export interface Requirement {
  /** Stable, public: renaming one is a breaking change. */
  readonly id: string;
  readonly level: Level;
  /** Section of the document, as its heading names it. */
  readonly section: string;
  /** Our own one-sentence wording. */
  readonly statement: string;
}
