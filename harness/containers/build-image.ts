import type { ContainerRuntimeClient } from 'testcontainers';

export interface BuildOptions {
  /** Of the image. */
  readonly name: string;
  readonly context: string;
  /** Of the context, what the image is made of. */
  readonly entries: readonly string[];
  readonly arguments: Readonly<Record<string, string>>;
}

/** One line of what the engine tells while it builds. */
interface Told {
  readonly error?: string;
}

/**
 * Builds an image from a folder with a Dockerfile. Neither of Testcontainers' builders will do: one takes a build that
 * failed for one that did not, the other starts its reaper, whose image has to be pulled.
 *
 * @throws {Error} with what the engine says.
 */
export async function buildImage(engine: ContainerRuntimeClient, options: BuildOptions): Promise<void> {
  const { dockerode } = engine.container;
  const { name, context, entries } = options;
  const stream = await dockerode.buildImage(
    { context, src: [...entries] },
    { t: name, dockerfile: 'Dockerfile', buildargs: { ...options.arguments } },
  );
  const told = await new Promise<readonly Told[]>((resolve, reject) => {
    dockerode.modem.followProgress(stream, (error: Error | null, lines: readonly Told[]) =>
      error === null ? resolve(lines) : reject(error),
    );
  });
  const failure = told.find(({ error }) => error !== undefined)?.error;
  if (failure !== undefined) throw new Error(failure);
}
