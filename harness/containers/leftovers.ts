import type { ContainerRuntimeClient } from 'testcontainers';
import { RUN_LABEL } from './run-network.ts';

/** Milliseconds after which what a run made and does not use is left over: far longer than any run takes to start. */
const LEFT_OVER_AFTER = 600_000;
/** States in which nothing runs. Engines are not asked for them: Podman refuses a name that only Docker has. */
const ENDED: readonly string[] = ['exited', 'stopped', 'dead', 'created', 'paused'];

/**
 * Removes what runs left behind that were killed before they could clean up: containers that have ended (they do so by
 * themselves when nobody follows their records) or were paused, and networks without containers.
 *
 * Other runs come and go meanwhile and do the same: what cannot be removed is gone, is being removed, or waits for the next
 * run. No run fails for it.
 */
export async function removeLeftovers(engine: ContainerRuntimeClient, now = Date.now()): Promise<void> {
  const { dockerode } = engine.container;
  const containers = await dockerode.listContainers({ all: true, filters: { label: [RUN_LABEL] } });
  await Promise.allSettled(
    containers.map(async ({ Id, Created, State }) => {
      const old = now - Created * 1000 > LEFT_OVER_AFTER;
      if (old && ENDED.includes(State)) await dockerode.getContainer(Id).remove({ force: true, v: true });
    }),
  );
  const networks = await dockerode.listNetworks({ filters: { label: [RUN_LABEL] } });
  await Promise.allSettled(
    networks.map(async ({ Id }) => {
      const network = dockerode.getNetwork(Id);
      const { Created, Containers } = await network.inspect();
      const empty = Object.keys(Containers ?? {}).length === 0;
      if (empty && now - Date.parse(Created) > LEFT_OVER_AFTER) await network.remove();
    }),
  );
}
