import type { Verification } from '../verification.ts';
import type { SuiteRun } from './suite-run.ts';

/** A run as the reporters know it: every cell is a check. It has no configuration of its own, for each case has one. */
export function asVerification(run: SuiteRun): Verification {
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
    checks: results.map(({ caseId: _case, requirements: _all, durationMilliseconds: _time, ...check }) => check),
    background: [],
  };
}
