import type { EgressRouterOptions } from '../../emulator/router/egress-router.ts';

/** A deliberate fault of the emulator. Every case names those that must turn it red. */
export interface Sabotage {
  /** Stable, public: `last-match-wins`. */
  readonly name: string;
  /** What the emulator does wrong, in one sentence. */
  readonly breaks: string;
  /** Ids in the catalogue: a finding that it causes must name one of them. */
  readonly requirements: readonly [string, ...string[]];
  readonly fault: Fault;
}

/** Where the fault is put. */
export type Fault =
  /** The egress router takes other decisions: routes, credentials, what happens after a failure. */
  { readonly at: 'router'; readonly policy: NonNullable<EgressRouterOptions['policy']> };
