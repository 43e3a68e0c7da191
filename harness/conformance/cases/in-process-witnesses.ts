import { speaksHttp2 } from '../../origin/http2-names.ts';
import { startOrigin } from '../../origin/origin.ts';
import { startStandIns } from '../stand-ins.ts';
import { SceneWatch } from './scene-watch.ts';
import type { SharedWitnesses } from './scene-witnesses.ts';

/** One origin in this process, and new proxies for every scene. */
export async function inProcessWitnesses(): Promise<SharedWitnesses> {
  const watch = new SceneWatch();
  const origin = await startOrigin({
    offersHttp2: speaksHttp2,
    canaries: () => watch.canaries(),
    onSighting: (sighting) => watch.see(sighting),
  });
  return {
    origin,
    clockTolerance: 0,
    environment: {},
    async take(wanted) {
      const standIns = await startStandIns(wanted.shown, wanted.ledger, () => origin.address, wanted.access);
      watch.add(wanted);
      return {
        proxies: standIns.proxies.map((proxy) => ({ ...proxy, openConnections: () => proxy.connections })),
        settled: async () => undefined,
        async [Symbol.asyncDispose]() {
          watch.remove(wanted);
          await standIns[Symbol.asyncDispose]();
        },
      };
    },
    [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose](),
  };
}
