import type { SocketAddress } from '../../../proxies/record.ts';
import type { OriginSighting } from '../../evidence/sightings.ts';
import { runIdOf } from '../../matrix/marker.ts';
import { startOrigin } from '../../origin/origin.ts';
import type { Target } from '../../sessions/target.ts';
import { type EmulatedTargetOptions, startEmulatedTarget } from '../emulated-target.ts';

/** What the shared origin needs to know of a scene. */
export interface OriginWatch {
  /** The run id in the markers of the scene's requests. */
  readonly runId: string;
  /** Byte strings that must never reach the origin. */
  readonly canaries: readonly string[];
  /** Gets the origin's sightings of the scene's requests, and of requests without a marker. */
  see(sighting: OriginSighting): void;
}

/** What all cells of a run share: one origin, one emulator, warm browsers. Sessions and proxies are each cell's own. */
export interface World extends AsyncDisposable {
  readonly target: Target;
  readonly origin: SocketAddress;
  readonly onBrowser: WorldOptions['onBrowser'];
  /** Stores a secret's text, or replaces the one there. */
  putSecret(arn: string, secretString: string): void;
  /** Until it is disposed, the origin tells of the scene's requests. */
  watch(scene: OriginWatch): Disposable;
}

/** What the emulator of a world is made of; the origin is the world's own. */
export interface WorldOptions extends Omit<EmulatedTargetOptions, 'origin' | 'secrets' | 'trustedPublicKeys'> {
  /** Told the name and version of the browser of every session. */
  readonly onBrowser: (version: string) => void;
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const scenes = new Map<string, OriginWatch>();
  const origin = await startOrigin({
    canaries: () => [...scenes.values()].flatMap(({ canaries }) => canaries),
    onSighting: (sighting) => {
      const runId = sighting.marker === undefined ? undefined : runIdOf(sighting.marker);
      // What carries no marker may be anybody's: each scene looks among its own proxies for who brought it.
      if (runId === undefined) for (const scene of scenes.values()) scene.see(sighting);
      else scenes.get(runId)?.see(sighting);
    },
  });
  try {
    const emulated = await startEmulatedTarget({
      ...options,
      origin: () => origin.address,
      secrets: new Map(),
      trustedPublicKeys: [origin.publicKeyHash],
    });
    return {
      target: emulated.target,
      origin: origin.address,
      onBrowser: options.onBrowser,
      putSecret: emulated.putSecret,
      watch(scene) {
        scenes.set(scene.runId, scene);
        return { [Symbol.dispose]: () => void scenes.delete(scene.runId) };
      },
      async [Symbol.asyncDispose]() {
        try {
          await emulated[Symbol.asyncDispose]();
        } finally {
          await origin[Symbol.asyncDispose]();
        }
      },
    };
  } catch (error) {
    await origin[Symbol.asyncDispose]();
    throw error;
  }
}
