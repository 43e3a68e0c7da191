import type { RemoteProxy } from '../../../proxies/index.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import { NotApplicableError } from '../run-target.ts';
import type { Recorder, RemoteWitnesses } from '../witnesses.ts';
import { ProxyPool } from './proxy-pool.ts';
import { SceneWatch } from './scene-watch.ts';
import type { SceneWitnesses, SharedWitnesses, WantedWitnesses } from './scene-witnesses.ts';

export interface RemoteWitnessesOptions {
  /** How many proxies there are. */
  readonly count: number;
  /** Milliseconds that the clocks of two witnesses may differ by. */
  readonly clockTolerance: number;
  /** Starts or takes them: one origin, and a proxy for each entry of the configuration. */
  readonly start: (configuration: ProxyConfiguration, recorder: Recorder) => Promise<RemoteWitnesses>;
}

/** Who plays a scene's proxy for now. */
interface Role {
  readonly ledger: Ledger;
  readonly index: number;
}

/**
 * Witnesses in other processes, started once: scenes use the same proxies one after the other, and each gets them with
 * the names, the access and the behaviour that it needs.
 */
export async function remoteWitnesses({ count, ...options }: RemoteWitnessesOptions): Promise<SharedWitnesses> {
  const watch = new SceneWatch();
  const roles = new Map<number, Role>();
  const remote = await options.start(openProxies(count), {
    origin: (sighting) => watch.see(sighting),
    proxyRecord(index, record) {
      const role = roles.get(index);
      // Of no scene: the end of a connection that outlived its own.
      role?.ledger.proxyRecord(role.index, record);
    },
  });
  const pool = new ProxyPool(count);
  let telling = Promise.resolve();
  const tellCanaries = (): Promise<void> => {
    // One after the other, so that the last word is the latest.
    telling = telling.catch(() => undefined).then(() => remote.origin.watchFor(watch.canaries()));
    return telling;
  };

  const cast = async (wanted: WantedWitnesses, places: readonly number[]): Promise<readonly RemoteProxy[]> => {
    const names = proxyNames(wanted.shown);
    return Promise.all(
      places.map(async (place, index) => {
        const proxy = remote.proxies[place];
        if (proxy === undefined) throw new RangeError(`There is no proxy at ${place}.`);
        roles.set(place, { ledger: wanted.ledger, index });
        await proxy.rename(names[index]?.name ?? `proxy #${index}`);
        await proxy.admit(wanted.access[index] ?? { kind: 'open' });
        return proxy;
      }),
    );
  };
  const giveBack = async (wanted: WantedWitnesses, places: readonly number[]): Promise<void> => {
    try {
      for (const place of places) {
        await remote.proxies[place]?.behave({ kind: 'refuse' });
        await remote.proxies[place]?.disconnect();
      }
      watch.remove(wanted);
      await tellCanaries();
    } finally {
      for (const place of places) roles.delete(place);
      pool.giveBack(places);
    }
  };

  return {
    origin: remote.origin,
    clockTolerance: options.clockTolerance,
    environment: remote.environment,
    async take(wanted): Promise<SceneWitnesses> {
      const { length } = wanted.shown.proxies;
      if (length > count) throw new NotApplicableError(`It takes ${length} proxies, and ${count} are deployed.`);
      const places = await pool.take(length);
      try {
        watch.add(wanted);
        await tellCanaries();
        const proxies = await cast(wanted, places);
        return {
          proxies,
          settled: remote.settled,
          [Symbol.asyncDispose]: () => giveBack(wanted, places),
        };
      } catch (error) {
        await giveBack(wanted, places);
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => remote[Symbol.asyncDispose](),
  };
}

/** So many proxies with nothing to tell them apart: what they are is told them later. */
function openProxies(count: number): ProxyConfiguration {
  return {
    proxies: Array.from({ length: count }, (_, index) => ({
      externalProxy: { server: `proxy-${index}.invalid`, port: 8080 },
    })),
  };
}
