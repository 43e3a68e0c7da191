import { connectEngine } from './engine.ts';
import { engineSetting } from './engine-setting.ts';
import { engineTraits } from './engine-traits.ts';
import { ensureWitnessImage } from './image.ts';
import { assertReach } from './reach.ts';

/**
 * Makes sure that witnesses can start as containers and be reached, before anything else is started.
 *
 * @returns the engine, for people to read.
 * @throws {EngineError} no engine that can be used.
 * @throws {ImageError} the image could not be built.
 */
export async function prepareContainers(): Promise<string> {
  const engine = await connectEngine();
  const image = await ensureWitnessImage(engine);
  const { name, apart } = await engineTraits(engine);
  // Elsewhere than these, published ports always arrive. It takes a second.
  if (apart || engineSetting(process.env).kind === 'host') await assertReach(engine, image, name);
  return name;
}
