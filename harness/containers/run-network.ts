import type { ContainerRuntimeClient } from 'testcontainers';
import { tool } from '../tool.ts';

/** On everything that a run makes in the engine; its value is the run's id. */
export const RUN_LABEL = `${tool.name}.run`;

/** A network of its own for one run. */
export interface RunNetwork extends AsyncDisposable {
  readonly name: string;
}

export async function createRunNetwork(engine: ContainerRuntimeClient, runId: string): Promise<RunNetwork> {
  const name = `acpc-${runId}`;
  const network = await engine.network.create({
    Name: name,
    Driver: 'bridge',
    Labels: { [RUN_LABEL]: runId },
  });
  return {
    name,
    [Symbol.asyncDispose]: () => engine.network.remove(network),
  };
}
