import { afterEach, expect, test, vi } from 'vitest';
import { connectEngine } from '../../harness/containers/engine.ts';
import { removeLeftovers } from '../../harness/containers/leftovers.ts';
import { createRunNetwork } from '../../harness/containers/run-network.ts';
import { newRunId } from '../../harness/matrix/marker.ts';
import { remains, withoutEngine } from './engine.ts';

afterEach(() => vi.restoreAllMocks());

test.skipIf(withoutEngine)('what another run removes meanwhile does not disturb; the rest is removed', async () => {
  const engine = await connectEngine();
  const { dockerode } = engine.container;
  const [vanishing, left] = [newRunId(), newRunId()];
  const network = await createRunNetwork(engine, vanishing);
  await createRunNetwork(engine, left);

  // No run of somebody else is to lose anything: only what is ours is there to be found.
  const listNetworks = dockerode.listNetworks.bind(dockerode);
  vi.spyOn(dockerode, 'listNetworks').mockImplementation(async (options) => {
    const found = await listNetworks(options);
    await network[Symbol.asyncDispose]();
    return found.filter(({ Name }) => [vanishing, left].some((runId) => Name.endsWith(runId)));
  });
  // Listed, and removed before we come to it.
  const gone = JSON.stringify([{ Id: 'f'.repeat(64), Created: 0, State: 'exited' }]);
  vi.spyOn(dockerode, 'listContainers').mockImplementation(async () => JSON.parse(gone));

  await removeLeftovers(engine, Number.POSITIVE_INFINITY);
  expect([...remains(vanishing), ...remains(left)]).toEqual([]);
});
