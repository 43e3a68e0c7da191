import type { ProxyRecord } from '../../../proxies/record.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import { NotApplicableError } from '../run-target.ts';
import type { Recorder, RemoteTaps, RemoteWitnesses } from '../witnesses.ts';
import { type Places, ProxyPool } from './proxy-pool.ts';
import { realPlace, type ScenePlace, toldPlace } from './scene-place.ts';
import { SceneWatch } from './scene-watch.ts';
import type { SceneProxy, SceneWitnesses, SharedWitnesses, WantedWitnesses } from './scene-witnesses.ts';

export interface RemoteWitnessesOptions {
  /** How many proxies there are. */
  readonly count: number;
  /** Milliseconds that the clocks of two witnesses may differ by. */
  readonly clockTolerance: number;
  /** Starts or takes them: one origin, and a proxy for each entry of the configuration. */
  readonly start: (configuration: ProxyConfiguration, recorder: Recorder) => Promise<RemoteWitnesses>;
  /** Takes the taps before real proxies, where there are any. */
  readonly startTaps?: (record: Recorder['proxyRecord']) => Promise<RemoteTaps>;
}

/** A place of the run's, and which of a scene's proxies it plays for now. */
interface Part {
  readonly place: ScenePlace;
  /** Where a real proxy plays, by position of its tap. */
  readonly tap?: number;
  role?: { readonly ledger: Ledger; readonly index: number };
}

/**
 * Witnesses in other processes, started once: scenes use the same proxies one after the other, and each gets them with
 * the names, the access and the behaviour that it needs. Real proxies play those that nothing is told.
 */
export async function remoteWitnesses(options: RemoteWitnessesOptions): Promise<SharedWitnesses> {
  const { count, clockTolerance } = options;
  const watch = new SceneWatch();
  const told: Part[] = [];
  const real: Part[] = [];
  // Of no scene: the end of a connection that outlived its own.
  const file = (role: Part['role'], record: ProxyRecord): void => role?.ledger.proxyRecord(role.index, record);
  const remote = await options.start(openProxies(count), {
    origin: (sighting) => watch.see(sighting),
    proxyRecord: (index, record) => file(told[index]?.role, record),
  });
  const taken = await options
    .startTaps?.((index, record) => file(real[index]?.role, record))
    .catch(async (error: unknown) => {
      await remote[Symbol.asyncDispose]();
      throw error;
    });
  const { taps = [] } = taken ?? {};
  told.push(...remote.proxies.map((proxy) => ({ place: toldPlace(proxy) })));
  real.push(...taps.map((tap, index) => ({ place: realPlace(tap), tap: index })));
  const pool = new ProxyPool(count, real.length);
  let telling = Promise.resolve();
  const tellCanaries = (): Promise<void> => {
    // One after the other, so that the last word is the latest.
    telling = telling.catch(() => undefined).then(() => remote.origin.watchFor(watch.canaries()));
    return telling;
  };

  const cast = async (wanted: WantedWitnesses, parts: readonly Part[]): Promise<readonly SceneProxy[]> => {
    const names = proxyNames(wanted.shown);
    for (const [index, part] of parts.entries()) part.role = { ledger: wanted.ledger, index };
    wanted.ledger.tapped = taps.map(({ egress }, tap) => {
      const index = parts.findIndex((part) => part.tap === tap);
      return index < 0 ? { egress } : { egress, index };
    });
    const casting = parts.map(({ place }, index) =>
      place.cast(names[index]?.name ?? `proxy #${index}`, wanted.access[index] ?? { kind: 'open' }),
    );
    return Promise.all(casting);
  };
  const giveBack = async (wanted: WantedWitnesses, parts: readonly Part[], places: Places): Promise<void> => {
    try {
      for (const { place } of parts) await place.clear();
      watch.remove(wanted);
      await tellCanaries();
    } finally {
      for (const part of parts) delete part.role;
      pool.giveBack(places);
    }
  };

  return {
    origin: remote.origin,
    clockTolerance,
    environment: { ...remote.environment, ...taken?.environment },
    async take(wanted): Promise<SceneWitnesses> {
      const { length } = wanted.shown.proxies;
      const { asTheyAre = [] } = wanted;
      const there = count + Math.min(asTheyAre.length, real.length);
      if (length > there) throw new NotApplicableError(`It takes ${length} proxies, and ${there} are deployed.`);
      const places = await pool.take(length, asTheyAre.length);
      const parts = arranged(length, asTheyAre, of(real, places.real), of(told, places.told));
      try {
        watch.add(wanted);
        await tellCanaries();
        const proxies = await cast(wanted, parts);
        return {
          proxies,
          async settled() {
            await remote.settled();
            await taken?.settled();
          },
          [Symbol.asyncDispose]: () => giveBack(wanted, parts, places),
        };
      } catch (error) {
        await giveBack(wanted, parts, places);
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      try {
        await taken?.[Symbol.asyncDispose]();
      } finally {
        await remote[Symbol.asyncDispose]();
      }
    },
  };
}

function of(parts: readonly Part[], places: readonly number[]): readonly Part[] {
  return places.flatMap((place) => parts[place] ?? []);
}

/** By position: the real ones at the first of those where they will do, the others everywhere else. */
function arranged(
  length: number,
  asTheyAre: readonly number[],
  real: readonly Part[],
  told: readonly Part[],
): readonly Part[] {
  const realAt = new Map(real.map((part, i) => [asTheyAre[i], part]));
  const others = [...told];
  return Array.from({ length }, (_, index) => realAt.get(index) ?? others.shift()).filter((part) => part !== undefined);
}

/** So many proxies with nothing to tell them apart: what they are is told them later. */
function openProxies(count: number): ProxyConfiguration {
  return {
    proxies: Array.from({ length: count }, (_, index) => ({
      externalProxy: { server: `proxy-${index}.invalid`, port: 8080 },
    })),
  };
}
