import type { Outcome, OutcomeCounts } from '../reading.ts';

/** What the page shows, as JSON. Sentences come ready-made: the page itself only lays out. */
export interface PageData extends PageHead {
  readonly rows: readonly PageRow[];
}

/** Everything but the grid's rows, which are written one by one. */
export interface PageHead {
  readonly outcome: Outcome;
  readonly headline: string;
  readonly incomplete: string | null;
  readonly probes: OutcomeCounts;
  readonly checkCounts: OutcomeCounts;
  /** Name and value of what took part. */
  readonly facts: readonly (readonly [string, string])[];
  readonly schemes: readonly string[];
  /** Our wording of each requirement that a result names. */
  readonly statements: Readonly<Record<string, string>>;
  readonly routes: readonly PageRoute[];
  readonly rules: readonly PageRule[];
  readonly lint: readonly PageLint[];
  readonly checks: readonly PageCheck[];
  readonly background: readonly { readonly route: string; readonly authority: string; readonly requests: number }[];
}

/** One entry of the legend. Cells refer to it by position. */
export interface PageRoute {
  readonly symbol: string;
  readonly name: string;
  /** Picks the colour: `p0`…`p4`, `direct`, `several`, `nowhere`. */
  readonly colour: string;
}

export interface PageRule {
  /** The pattern, or what stands in its place. */
  readonly label: string;
  readonly kind: string;
  readonly path: string;
  readonly route: number;
  readonly proved: number;
  readonly deviating: number;
}

interface PageLint {
  readonly severity: string;
  readonly id: string;
  readonly path: string;
  readonly message: string;
  readonly advice: string;
}

export interface PageFinding {
  readonly outcome: Outcome;
  readonly requirement: string;
  readonly level: string;
  readonly expected: string;
  readonly seen: string;
  readonly cause: string | null;
}

/** One sighting: milliseconds since the first one, who saw it, and what. */
export type PageSighting = readonly [offset: number, witness: string, sentence: string];

export interface PageAttachment {
  readonly name: string;
  readonly path: string;
  readonly image: boolean;
  /** The picture as a `data:` URL, where it is part of the page. */
  readonly picture: string | null;
}

export interface PageCheck {
  readonly id: string;
  readonly outcome: Outcome;
  readonly requirement: string;
  readonly stimulus: string;
  readonly obligation: string;
  readonly seen: string;
  readonly findings: readonly PageFinding[];
  readonly sightings: readonly PageSighting[];
  readonly attachments: readonly PageAttachment[];
}

/** One host, as derived from one rule. */
export interface PageRow {
  readonly host: string;
  readonly variant: string;
  /** The pattern it examines, or an empty text. */
  readonly rule: string;
  readonly path: string;
  /** One list per scheme, in the order of `schemes`; empty where nothing was asked. */
  readonly cells: readonly (readonly PageProbe[])[];
}

export interface PageProbe {
  readonly outcome: Outcome;
  /** Positions in `routes`. */
  readonly route: number;
  readonly wanted: number;
  /** The request ended at the proxy and never reached the origin. */
  readonly stopped: boolean;
  readonly url: string;
  readonly traffic: string;
  readonly requirement: string;
  readonly expected: string;
  readonly taken: string;
  readonly sightings: readonly PageSighting[];
  readonly joins: readonly string[];
  readonly findings: readonly PageFinding[];
  readonly attachments: readonly PageAttachment[];
}
