import type { EmulatedTargetOptions } from '../emulated-target.ts';

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
  | { readonly at: 'router'; readonly policy: NonNullable<EmulatedTargetOptions['policy']> }
  /** Sessions get other browsers: configured otherwise, shared, alive after their end. */
  | { readonly at: 'browsers'; readonly pool: NonNullable<EmulatedTargetOptions['sabotagedPool']> }
  /** The API answers otherwise: before, after or in place of the real operation, Secrets Manager's included. */
  | { readonly at: 'api'; readonly endpoint: NonNullable<EmulatedTargetOptions['sabotagedApi']> };

/** What an emulated target with the fault is started with. */
export function faultyParts(fault: Fault): Pick<EmulatedTargetOptions, 'policy' | 'sabotagedPool' | 'sabotagedApi'> {
  switch (fault.at) {
    case 'router':
      return { policy: fault.policy };
    case 'browsers':
      return { sabotagedPool: fault.pool };
    case 'api':
      return { sabotagedApi: fault.endpoint };
  }
}
