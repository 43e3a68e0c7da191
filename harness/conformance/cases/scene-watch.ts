import type { OriginSighting } from '../../evidence/sightings.ts';
import { runIdOf } from '../../matrix/marker.ts';
import type { WantedWitnesses } from './scene-witnesses.ts';

type Watching = Pick<WantedWitnesses, 'runId' | 'canaries' | 'ledger'>;

/** Tells the sightings of an origin that many scenes share to the scenes that they belong to. */
export class SceneWatch {
  readonly #scenes = new Map<string, Watching>();

  add(scene: Watching): void {
    this.#scenes.set(scene.runId, scene);
  }

  remove({ runId }: Watching): void {
    this.#scenes.delete(runId);
  }

  /** What must not arrive at the origin, of any scene. */
  canaries(): readonly string[] {
    return [...this.#scenes.values()].flatMap(({ canaries }) => canaries);
  }

  see(sighting: OriginSighting): void {
    const runId = sighting.marker === undefined ? undefined : runIdOf(sighting.marker);
    // What carries no marker may be anybody's: each scene looks among its own proxies for who brought it.
    if (runId === undefined) for (const { ledger } of this.#scenes.values()) ledger.origin(sighting);
    else this.#scenes.get(runId)?.ledger.origin(sighting);
  }
}
