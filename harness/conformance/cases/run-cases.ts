import type { PersonalityName } from '../../emulator/personality/personality.ts';
import { newRunId } from '../../matrix/marker.ts';
import { tool } from '../../tool.ts';
import { attachInto } from '../attach.ts';
import { overallVerdict } from '../overall.ts';
import type { Requirement } from '../requirement.ts';
import type { OpenTarget } from '../run-target.ts';
import { unawaitedFault } from '../unawaited-fault.ts';
import type { Progress } from '../verify.ts';
import { whyEnded } from '../why-ended.ts';
import { type CaseResult, levels } from './case-result.ts';
import { applyExpectedFailures, type ExpectedFailure, STALE } from './expected-failures.ts';
import { inProcessWitnesses } from './in-process-witnesses.ts';
import { localEmulator, PARALLEL_UNITS } from './local-emulator.ts';
import { runUnit } from './run-unit.ts';
import type { Sabotage } from './sabotage.ts';
import type { OpenWitnesses } from './scene-witnesses.ts';
import type { Selection } from './select.ts';
import type { SuiteRun } from './suite-run.ts';
import { planUnits, type Unit } from './units.ts';
import { startWorld, type World } from './world.ts';

/** Where sessions run: the local emulator in this process, or what somebody opens. */
type Service =
  | {
      /** Executable of the Chromium that sessions run in. */
      readonly browser: string;
      /** Default `documented`. */
      readonly personality?: PersonalityName;
      /** A deliberate fault of the emulator. */
      readonly sabotage?: Sabotage;
    }
  | { readonly openTarget: OpenTarget };

export type RunCasesOptions = Service & CasesOptions;

interface CasesOptions {
  readonly selected: readonly Selection[];
  /** The catalogue: levels come from it, and it travels into the reports. */
  readonly requirements: readonly Requirement[];
  /** Where the proxies and the origin run. Default: in this process. */
  readonly openWitnesses?: OpenWitnesses;
  /** Draws the order; without one cases run in the order of their catalogue. */
  readonly seed?: number;
  /** Starts nothing more after the first result that fails the run. */
  readonly failFast?: boolean;
  /** Deviations where the document is silent fail the run as well. */
  readonly strict?: boolean;
  readonly expectedFailures?: readonly ExpectedFailure[];
  /** Asked before each unit: it is left out where the run does not need it any more. */
  readonly needed?: (unit: Unit, finished: ReadonlyMap<string, CaseResult>) => boolean;
  /** Where screenshots go; without it none are taken. */
  readonly folder?: string;
  /** Ends the run early: everything is stopped, and what was seen so far is judged. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs cases, on the local emulator unless told otherwise. Never rejects for what happens during the run: a run that did not get to its end
 * says so in `incomplete`. Everything that was started has been stopped when it returns.
 */
export async function runCases(options: RunCasesOptions): Promise<SuiteRun> {
  const { selected, requirements, strict = false, failFast = false } = options;
  const { signal = new AbortController().signal, expectedFailures = [] } = options;
  const startedAt = new Date();
  const runId = newRunId();
  const levelOf = levels(requirements);
  const environment: Record<string, string> = {
    tool: `${tool.name} ${tool.version}`,
    runtime: `Node.js ${process.versions.node}`,
    platform: `${process.platform} ${process.arch}`,
  };
  const cells = selected.flatMap((selection) => selection.cells);
  const finished = new Map<string, CaseResult>();
  const fails = (result: CaseResult): boolean => {
    const { unexpected } = applyExpectedFailures([result], expectedFailures);
    return unexpected.length > 0 && overallVerdict(unexpected, { strict, incomplete: false }) !== 'conforms';
  };

  const progress = (phase: string): void => options.onProgress?.({ phase, done: finished.size, total: cells.length });
  let broken: string | undefined;
  let target: SuiteRun['target'] = 'emulated';
  let stopped = false;
  const units = planUnits(selected, options.seed);
  const waiting = [...units];
  const lane = async (world: World): Promise<void> => {
    for (let unit = next(); unit !== undefined; unit = next()) {
      for (const result of await runUnit(world, unit, { signal, levelOf, keep: attachInto(options.folder) })) {
        finished.set(result.id, result);
        if (failFast && fails(result)) stopped = true;
      }
      progress('running');
    }
  };
  const next = (): Unit | undefined => {
    for (let unit = waiting.shift(); unit !== undefined && !signal.aborted && !stopped; unit = waiting.shift()) {
      if (options.needed?.(unit, finished) ?? true) return unit;
    }
    return undefined;
  };

  progress('starting');
  try {
    await using world = await startWorld({
      runId,
      openTarget: 'openTarget' in options ? options.openTarget : localEmulator(options, units.length),
      openWitnesses: options.openWitnesses ?? inProcessWitnesses,
      onBrowser: (version) => {
        environment['browser'] = version;
      },
    });
    Object.assign(environment, world.service.environment, world.witnesses.environment);
    target = world.service.target.kind;
    await Promise.all(Array.from({ length: PARALLEL_UNITS }, () => lane(world)));
  } catch (error) {
    broken = whyEnded(signal, error);
  }

  const missing = cells.length - finished.size;
  const incomplete =
    broken ??
    (signal.aborted
      ? whyEnded(signal, undefined)
      : stopped && missing > 0
        ? `The run ended at the first failure; ${missing} cells were not run.`
        : undefined);
  const results = cells.flatMap(({ path }) => finished.get(path) ?? []);
  const { unexpected, expected, stale } = applyExpectedFailures(results, expectedFailures);
  return {
    tool,
    runId,
    target,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    verdict: overallVerdict(
      [
        ...unexpected,
        ...expected.map(({ level }) => ({ verdict: 'conforms' as const, level })),
        ...stale.map(() => STALE),
      ],
      { strict, incomplete: incomplete !== undefined, fault: unawaitedFault(signal) !== undefined },
    ),
    ...(incomplete === undefined ? {} : { incomplete }),
    environment,
    requirements,
    results,
    planned: cells.length,
    expected: expected.map(({ id }) => id),
    stale,
  };
}
