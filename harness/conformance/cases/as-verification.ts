import type { SuiteRequest } from '../suite-facts.ts';
import type { Verification } from '../verification.ts';
import { arithmetic } from './arithmetic.ts';
import { type Stages, skippedCells } from './skipped.ts';
import type { SuiteRun } from './suite-run.ts';

/** A run as the reporters know it: every cell is a check. It has no configuration of its own, for each case has one. */
export function asVerification(run: SuiteRun, asked: SuiteRequest, stages: Stages): Verification {
  const { tool, runId, target, startedAt, finishedAt, verdict, incomplete, environment, requirements, results } = run;
  return {
    tool,
    runId,
    target,
    startedAt,
    finishedAt,
    verdict,
    ...(incomplete === undefined ? {} : { incomplete }),
    configuration: { proxies: [] },
    configurationSource: 'conformance cases',
    proxies: [],
    schemes: [],
    lint: [],
    environment,
    requirements,
    probes: [],
    checks: results.map(({ caseId, requirements: all, durationMilliseconds, ...check }) => ({
      ...check,
      cell: { caseId, requirements: all, durationMilliseconds },
    })),
    background: [],
    suite: {
      asked,
      arithmetic: arithmetic(run),
      expected: run.expected,
      stale: run.stale.map(({ entry, cell }) => ({ ...entry, cell })),
      skipped: skippedCells(stages, new Set(results.map(({ id }) => id))),
    },
  };
}
