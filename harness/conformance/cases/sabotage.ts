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
  /** The egress router behaves otherwise around its decisions: answers, headers, requests of its own. */
  | { readonly at: 'manner'; readonly personality: NonNullable<EmulatedTargetOptions['sabotagedManner']> }
  /** Something interferes with the egress router's connections to proxies and hosts. */
  | { readonly at: 'connections'; readonly watch: NonNullable<EmulatedTargetOptions['sabotagedConnections']> }
  /** Sessions read other secrets, or with other permissions. */
  | { readonly at: 'secrets'; readonly reader: NonNullable<EmulatedTargetOptions['sabotagedSecrets']> }
  /** The live view shows something else. */
  | { readonly at: 'live-view'; readonly stream: NonNullable<EmulatedTargetOptions['sabotagedLiveView']> }
  /** Browsers are started with other flags. */
  | { readonly at: 'command-line'; readonly flags: NonNullable<EmulatedTargetOptions['sabotagedCommandLine']> }
  /** Sessions get other browsers: configured otherwise, shared, alive after their end. */
  | { readonly at: 'browsers'; readonly pool: NonNullable<EmulatedTargetOptions['sabotagedPool']> }
  /** The API answers otherwise: before, after or in place of the real operation, Secrets Manager's included. */
  | { readonly at: 'api'; readonly endpoint: NonNullable<EmulatedTargetOptions['sabotagedApi']> }
  /** One fault in several places, which share what they know. Made anew for every run. */
  | { readonly at: 'several'; readonly faults: () => readonly Fault[] };

type FaultyParts = Pick<
  EmulatedTargetOptions,
  | 'policy'
  | 'sabotagedManner'
  | 'sabotagedConnections'
  | 'sabotagedSecrets'
  | 'sabotagedLiveView'
  | 'sabotagedCommandLine'
  | 'sabotagedPool'
  | 'sabotagedApi'
>;

/** What an emulated target with the fault is started with. */
export function faultyParts(fault: Fault): FaultyParts {
  switch (fault.at) {
    case 'router':
      return { policy: fault.policy };
    case 'manner':
      return { sabotagedManner: fault.personality };
    case 'connections':
      return { sabotagedConnections: fault.watch };
    case 'secrets':
      return { sabotagedSecrets: fault.reader };
    case 'live-view':
      return { sabotagedLiveView: fault.stream };
    case 'command-line':
      return { sabotagedCommandLine: fault.flags };
    case 'browsers':
      return { sabotagedPool: fault.pool };
    case 'api':
      return { sabotagedApi: fault.endpoint };
    case 'several':
      return Object.assign({}, ...fault.faults().map(faultyParts));
  }
}
