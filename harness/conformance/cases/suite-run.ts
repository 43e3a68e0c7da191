import type { Verdict } from '../../evidence/verdict.ts';
import type { Requirement } from '../requirement.ts';
import type { CaseResult } from './case-result.ts';
import type { StaleEntry } from './expected-failures.ts';

/** Everything that a run of the conformance suites learned. */
export interface SuiteRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly runId: string;
  readonly target: 'emulated' | 'aws';
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The worst of all results that nobody expected; an expected failure that did not come violates. */
  readonly verdict: Verdict;
  /** One sentence when the run did not get to its end. */
  readonly incomplete?: string;
  /** Name and version of what took part. */
  readonly environment: Readonly<Record<string, string>>;
  readonly requirements: readonly Requirement[];
  /** Cells that were to be run. */
  readonly planned: number;
  /** Of the cells that were run, in the order of the catalogue of cases. */
  readonly results: readonly CaseResult[];
  /** Paths of results that deviate as expected. */
  readonly expected: readonly string[];
  /** Expected failures that did not come: the run violates. */
  readonly stale: readonly StaleEntry[];
}
