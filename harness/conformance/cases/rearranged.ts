import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { configurationOf } from './case-configuration.ts';
import type { Scene } from './scene.ts';
import type { Setup } from './setup.ts';

/** The scene as it is for a session without a proxy configuration: its proxies listen, and no session knows of them. */
export function unconfigured(scene: Scene): Scene {
  return { ...scene, shown: NOTHING, configuration: NOTHING };
}

const NOTHING: ProxyConfiguration = { proxies: [] };

/**
 * The scene with another configuration of its own proxies; they listen where they did, and their secrets stay.
 * @throws {RangeError} where the proxies are others, or in another order: evidence names them by their place.
 */
export function rearranged(scene: Scene, setup: Setup): Scene {
  const own = [...scene.proxies.keys()].join(', ');
  const given = setup.proxies.map(({ name }) => name).join(', ');
  if (own !== given) throw new RangeError(`The case's proxies are ${own}; another configuration has ${given}.`);
  const shown = configurationOf(setup, scene.runId);
  return { ...scene, shown, configuration: scene.placed(shown) };
}
