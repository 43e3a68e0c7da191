import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerRuntimeClient } from 'testcontainers';
import { connectEngine } from './engine.ts';
import { RUN_LABEL } from './run-network.ts';

/**
 * Removes all that one run has made in the engine, as a process of its own: its id is the argument. What the engine was
 * asked for last may come to be a moment later, so it looks again.
 */
const LOOKS = 3;
/** Milliseconds from one look to the next. */
const PAUSE = 1_000;

async function removeAll({ container: { dockerode } }: ContainerRuntimeClient, runId: string): Promise<void> {
  const filters = { label: [`${RUN_LABEL}=${runId}`] };
  const containers = await dockerode.listContainers({ all: true, filters });
  await Promise.allSettled(containers.map(({ Id }) => dockerode.getContainer(Id).remove({ force: true, v: true })));
  const networks = await dockerode.listNetworks({ filters });
  await Promise.allSettled(networks.map(({ Id }) => dockerode.getNetwork(Id).remove()));
}

const [, , runId] = process.argv;
if (runId === undefined) throw new TypeError('Say which run.');
const engine = await connectEngine();
for (let look = 0; look < LOOKS; look++) {
  if (look > 0) await delay(PAUSE);
  await removeAll(engine, runId);
}
