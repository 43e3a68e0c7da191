import type { Access, RemoteProxy, RemoteTap } from '../../../proxies/index.ts';
import type { SceneProxy } from './scene-witnesses.ts';

/** A place in which proxies of scenes are played, one after the other. */
export interface ScenePlace {
  /** Plays this one from now on. */
  cast(name: string, access: Access): Promise<SceneProxy>;
  /** Plays nobody, and has no connection. */
  clear(): Promise<void>;
}

/** An instrumented proxy plays whatever it is told to. */
export function toldPlace(proxy: RemoteProxy): ScenePlace {
  return {
    async cast(name, access) {
      await proxy.rename(name);
      await proxy.admit(access);
      return proxy;
    },
    async clear() {
      await proxy.behave({ kind: 'refuse' });
      await proxy.disconnect();
    },
  };
}

/** A real proxy plays one that is open and well-behaved; of its tap, only the name changes. */
export function realPlace(tap: RemoteTap): ScenePlace {
  return {
    async cast(name, access) {
      if (access.kind !== 'open')
        throw new RangeError(`${name} cannot be played by a proxy that nobody tells whom to let in.`);
      await tap.rename(name);
      return {
        name,
        address: tap.address,
        openConnections: tap.openConnections,
        disconnect: tap.disconnect,
        async behave({ kind }) {
          if (kind !== 'normal') throw new RangeError(`${name} is a real proxy, which cannot be told to misbehave.`);
        },
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
    async clear() {
      await tap.disconnect();
      // What it still says of those connections must not get to whoever is next.
      await tap.settled();
    },
  };
}
