import type { OpenTarget, RunTarget } from '../run-target.ts';
import type { OpenWitnesses, SharedWitnesses } from './scene-witnesses.ts';

/** What all cells of a run share: where sessions run, and where witnesses come from. Sessions are each cell's own. */
export interface World extends AsyncDisposable {
  readonly service: RunTarget;
  readonly witnesses: SharedWitnesses;
  /** Told the name and version of the browser of every session. */
  readonly onBrowser: (version: string) => void;
}

export interface WorldOptions extends Pick<World, 'onBrowser'> {
  /** Names what is made for the run; scenes have ids of their own. */
  readonly runId: string;
  readonly openTarget: OpenTarget;
  readonly openWitnesses: OpenWitnesses;
}

export async function startWorld({ runId, openTarget, openWitnesses, onBrowser }: WorldOptions): Promise<World> {
  const witnesses = await openWitnesses(runId);
  try {
    const service = await openTarget({ runId, origin: witnesses.origin });
    return {
      service,
      witnesses,
      onBrowser,
      async [Symbol.asyncDispose]() {
        try {
          await service[Symbol.asyncDispose]();
        } finally {
          await witnesses[Symbol.asyncDispose]();
        }
      },
    };
  } catch (error) {
    await witnesses[Symbol.asyncDispose]();
    throw error;
  }
}
