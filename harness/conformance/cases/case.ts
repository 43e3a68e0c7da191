import type { Sighting } from '../../evidence/sightings.ts';
import type { Finding } from '../../evidence/verdict.ts';
import type { Probe } from '../../matrix/probe.ts';
import type { TrafficName } from '../../sessions/traffic/kinds.ts';
import type { Cell } from './matrix.ts';
import type { Setup } from './setup.ts';
import type { Stage } from './stage.ts';

/** A conformance case: data. Making or importing one starts nothing. */
export interface Case {
  /** `group/name`. Stable, public: renaming one is a breaking change. */
  readonly id: string;
  /** Ids in the catalogue. The first is what its results are filed under, and the level of its severity. */
  readonly requirements: readonly [string, ...string[]];
  /** What is done, in one sentence. */
  readonly stimulus: string;
  /** What must follow, in one sentence. */
  readonly obligation: string;
  /** Names of the faults that must turn it red. */
  readonly provedBy: readonly string[];
  readonly cells: readonly CaseCell[];
}

/** One cell of a case's matrix: what is run, and named on the command line. */
export interface CaseCell {
  /** `group/name[parameter=value]`. */
  readonly path: string;
  readonly parameters: Cell;
  readonly plan: BrowsePlan | StepsPlan;
}

/** A session that makes probes, each with its expectation; the shared judge does the rest. */
export interface BrowsePlan {
  readonly kind: 'browse';
  readonly setup: Setup;
  readonly probes: readonly CaseProbe[];
}

/** A function over a narrow view of the world, and a pure judgement of what it observed. */
export interface StepsPlan {
  readonly kind: 'steps';
  readonly setup: Setup;
  /** Does it, and says what is to be judged of it. Rejects only for faults of ours. */
  readonly perform: (stage: Stage) => Promise<readonly Judgement[]>;
}

/** One request to make, and what must become of it. */
export type CaseProbe<Name extends string = string> = CaseRequest & CaseExpectation<Name>;

/** The stimulus: one request, before it has a marker. */
export type CaseRequest = PlainRequest | PagedRequest;

/** A request without a past: from the empty page that a session comes with, or of the tab itself. */
interface PlainRequest {
  /** `https://api.company.test/`; path and query are kept. */
  readonly url: string;
  /** Default: `websocket` for ws and wss, else `fetch`. */
  readonly traffic?: Probe['traffic'];
}

/** A request that a page makes. */
export interface PagedRequest {
  readonly url: string;
  /** What makes the page send it; `redirect`: the request after this one does, and is what this one is redirected to. */
  readonly by: TrafficName | 'redirect';
  /** The page's own URL. */
  readonly from: string;
}

/** What must become of it. */
export type CaseExpectation<Name extends string = string> =
  /** It takes this route and no other, and the browser gets the origin's answer. */
  | {
      readonly goes: Name | 'direct';
      /** The requirement that it breaks if it does not; default: the rule that claims its host. */
      readonly requirement?: string;
      /** That it gets lost on its way is what the case is about, and a violation where nobody saw it. */
      readonly mustArrive?: true;
    }
  /** It ends at this proxy: nobody else is asked, the origin never sees it, the browser shows an error. */
  | {
      readonly failsAt: Name;
      /** The requirement that it breaks if it does not; default: the one that the case is about. */
      readonly requirement?: string;
    }
  /** The same, but what the browser shows is what the proxy has answered: to plain HTTP an answer like any other. */
  | { readonly answeredBy: Name; readonly status: number; readonly requirement?: string };

/** What is to be said about one thing that was observed. */
export interface Judgement {
  /** What was seen, in one sentence, when nothing deviates. */
  readonly seen: string;
  readonly deviations: readonly Deviation[];
  readonly sightings: readonly Sighting[];
}

export interface Deviation {
  readonly verdict: Finding['verdict'];
  /** Where it breaks another requirement than those that the case is about. */
  readonly requirement?: string;
  /** The requirement that the right route rests on: what is broken, where the case is about it. */
  readonly ruledBy?: string;
  /** Default: the case's obligation. */
  readonly expected?: string;
  readonly seen: string;
  readonly cause?: string;
  readonly sightings?: readonly Sighting[];
}
