import type { LintFinding } from '../configuration/lint-finding.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { Attribution } from '../evidence/attribution.ts';
import type { Sighting } from '../evidence/sightings.ts';
import type { Finding, Verdict } from '../evidence/verdict.ts';
import type { Probe, Scheme } from '../matrix/probe.ts';
import type { Level } from '../routing/route.ts';
import type { Requirement } from './requirement.ts';
import type { SuiteFacts } from './suite-facts.ts';

/** A proxy as reports name it: the user's own name for it. */
export interface ProxyName {
  readonly index: number;
  /** `server:port`, with ` (#index)` where two entries share it. */
  readonly name: string;
  readonly authenticated: boolean;
  readonly patterns: readonly string[];
}

/** A file that belongs to a result, relative to the output folder. */
export interface Attachment {
  readonly name: string;
  readonly path: string;
  readonly mediaType: string;
}

export interface ProbeResult {
  readonly probe: Probe;
  readonly verdict: Verdict;
  /** Section heading is found through the requirement. */
  readonly requirement: string;
  readonly level: Level;
  readonly attribution: Attribution;
  /** Empty when the verdict is `conforms`. */
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
}

/** Something that is judged once a run or once a proxy, not once a probe. */
export interface CheckResult {
  /** Readable path, for example `fail-open/session-starts` or `fail-open/error-page[proxy=a.example:8080]`. */
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  /** What was done. */
  readonly stimulus: string;
  /** What must follow. */
  readonly obligation: string;
  readonly verdict: Verdict;
  /** What was seen, in one sentence, also when it conforms. */
  readonly seen: string;
  readonly findings: readonly Finding[];
  readonly sightings: readonly Sighting[];
  readonly attachments: readonly Attachment[];
  /** Of a conformance case's cell; `verify`'s own checks have none. */
  readonly cell?: CellFacts;
}

/** What a conformance case adds to the result of a check. */
export interface CellFacts {
  readonly caseId: string;
  /** Everything that the case is about; {@link CheckResult.requirement} is the first of them. */
  readonly requirements: readonly string[];
  readonly durationMilliseconds: number;
}

/** Traffic of the browser itself: recorded, named, never judged. */
export interface BackgroundTraffic {
  /** `proxy name` or `direct`. */
  readonly route: string;
  readonly authority: string;
  readonly requests: number;
}

/** Everything one `verify` run learned: the input of every report. */
export interface Verification {
  readonly tool: { readonly name: string; readonly version: string };
  readonly runId: string;
  readonly target: 'emulated' | 'aws';
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The worst of all results: any violation of a documented requirement violates. */
  readonly verdict: Verdict;
  /** One sentence when the run did not get to its end (interrupted, browser crashed, …), or made no request. */
  readonly incomplete?: string;
  readonly configuration: ProxyConfiguration;
  /** Where the configuration came from, as the user named it. */
  readonly configurationSource: string;
  /** What asks for the same again on a command line, in the same folder; absent where a program asked for it. */
  readonly command?: string;
  readonly proxies: readonly ProxyName[];
  readonly schemes: readonly Scheme[];
  readonly lint: readonly LintFinding[];
  /** Name and version of what took part: browser, runtime, platform. */
  readonly environment: Readonly<Record<string, string>>;
  readonly requirements: readonly Requirement[];
  readonly probes: readonly ProbeResult[];
  readonly checks: readonly CheckResult[];
  readonly background: readonly BackgroundTraffic[];
  /** Of a run of the conformance cases; absent for the verification of a configuration. */
  readonly suite?: SuiteFacts;
}
