import { connectEngine, describeEngine } from './engine.ts';
import { ensureWitnessImage } from './image.ts';

/**
 * Makes sure that witnesses can start as containers, before anything else is started.
 *
 * @returns the engine, for people to read.
 * @throws {EngineError} no engine that can be used.
 * @throws {ImageError} the image could not be built.
 */
export async function prepareContainers(): Promise<string> {
  const engine = await connectEngine();
  await ensureWitnessImage(engine);
  return describeEngine(engine);
}
