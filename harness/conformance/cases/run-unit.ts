import { AgentError } from '../../../proxies/index.ts';
import { SessionLostError } from '../../sessions/cdp.ts';
import { BudgetError } from '../../sessions/session-budget.ts';
import type { Attach } from '../attach.ts';
import { NotApplicableError } from '../run-target.ts';
import { unsuppressed } from '../unsuppressed.ts';
import type { Attachment } from '../verification.ts';
import { belowDomain } from './below-domain.ts';
import type { BrowsePlan, CaseCell, Judgement } from './case.ts';
import { brokenOff, type CaseResult, caseResult, type LevelOf, notApplicable } from './case-result.ts';
import { type DrivenSession, driveSession } from './driven-session.ts';
import { judgeRequest } from './judge-request.ts';
import { leftAsTheyAre } from './left-as-they-are.ts';
import { openStage } from './open-stage.ts';
import { portControl, withControl } from './port-control.ts';
import { setScene } from './scene.ts';
import type { Unit } from './units.ts';
import type { World } from './world.ts';

export interface UnitOptions {
  readonly signal: AbortSignal;
  readonly levelOf: LevelOf;
  /** Where screenshots of error pages go. */
  readonly keep: Attach;
}

/** What is known of one cell when it is over. */
type Judged =
  | { readonly judgements: readonly Judgement[]; readonly attachments: readonly Attachment[] }
  /** Why it cannot be run there. */
  | { readonly notApplicable: string };

/** Runs the cells of a unit. Never rejects: what goes wrong becomes the result of the cells that it concerns. */
export async function runUnit(world: World, unit: Unit, options: UnitOptions): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const waiting = [...unit.cells];
  let started = performance.now();
  const finish = (cell: CaseCell, judged: Judged): void => {
    const durationMilliseconds = performance.now() - started;
    started = performance.now();
    results.push(
      'notApplicable' in judged
        ? notApplicable(unit.case, cell, judged.notApplicable, options.levelOf, durationMilliseconds)
        : caseResult(unit.case, cell, judged.judgements, options.levelOf, {
            durationMilliseconds,
            attachments: judged.attachments,
          }),
    );
  };
  try {
    for await (const judged of perform(world, unit, options)) {
      const cell = waiting.shift();
      if (cell) finish(cell, judged);
    }
  } catch (error) {
    const errors = unsuppressed(error);
    const judged =
      error instanceof NotApplicableError
        ? { notApplicable: error.message }
        : { judgements: [brokenOff(errors, options.signal.aborted || errors.every(wasEnded))], attachments: [] };
    for (const cell of waiting) finish(cell, judged);
  }
  return results;
}

/** The cells' judgements, in the order of the cells. */
async function* perform(world: World, unit: Unit, options: UnitOptions): AsyncGenerator<Judged> {
  const { cells } = belowDomain(unit, world.service.capabilities.direct);
  const [first] = cells;
  if (first === undefined) return;
  await using scene = await setScene(world, first.plan.setup, leftAsTheyAre(cells));
  if (first.plan.kind === 'steps') {
    await using stage = openStage(scene, options);
    yield { judgements: await first.plan.perform(stage), attachments: stage.attachments };
    return;
  }
  await using session = await driveSession(scene, options);
  for (const { plan } of cells) {
    if (plan.kind === 'browse') yield await askAll(session, plan, options.signal);
  }
}

async function askAll(session: DrivenSession, { probes }: BrowsePlan, signal: AbortSignal): Promise<Judged> {
  try {
    const observed = await session.ask(probes);
    const controls = new Map(observed.flatMap((one) => withValue(one, portControl(one))));
    const controlled = controls.size === 0 ? [] : await session.ask([...controls.values()]);
    signal.throwIfAborted();
    const controlOf = (one: (typeof observed)[number]) =>
      controlled.find(({ request }) => request === controls.get(one));
    return {
      judgements: observed.map((one) => withControl(judgeRequest(one, one.request), controlOf(one))),
      attachments: observed.flatMap(({ attachments }) => attachments),
    };
  } catch (error) {
    // Of the cells that share a session only this one cannot be run.
    if (error instanceof NotApplicableError) return { notApplicable: error.message };
    throw error;
  }
}

function withValue<Key, Value>(key: Key, value: Value | undefined): readonly (readonly [Key, Value])[] {
  return value === undefined ? [] : [[key, value]];
}

/**
 * The service refused, the browser died, a witness elsewhere is gone or the budget is used up: evidence is missing, but
 * nothing of ours is at fault.
 */
function wasEnded(error: unknown): boolean {
  return (
    error instanceof SessionLostError ||
    error instanceof AgentError ||
    error instanceof BudgetError ||
    (error instanceof Error && '$metadata' in error)
  );
}
