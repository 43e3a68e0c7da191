import { callService } from '../../sessions/service-call.ts';
import { attemptStart } from './attempt-start.ts';
import { type DrivenSession, type DrivenSessionOptions, driveSession } from './driven-session.ts';
import { rearranged } from './rearranged.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait-for.ts';

/** What follows at once, follows within this; a loaded machine was seen to need one second. */
const OBSERVATION_MILLISECONDS = 5_000;

/** The stage of one case in steps. Disposing it stops every session that the case has started. */
export function openStage(
  scene: Scene,
  options: Omit<DrivenSessionOptions, 'timeoutSeconds'>,
): Stage & AsyncDisposable {
  const sessions: DrivenSession[] = [];
  const proxyNamed = (name: string) => {
    const proxy = scene.proxies.get(name);
    if (proxy === undefined) throw new RangeError(`The case has no proxy ${name}.`);
    return proxy;
  };
  return {
    configuration: scene.configuration,
    proxy: proxyNamed,
    sightingsAt: (name) => {
      const { name: shown } = proxyNamed(name);
      return scene.ledger.proxySightings().filter(({ proxy }) => proxy === shown);
    },
    leaksAtOrigin: () => scene.ledger.leaks(),
    holdsCredentials: (value) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return scene.canaries.some((canary) => text.includes(canary));
    },
    until: (holds) => waitFor(scene.ledger, holds, OBSERVATION_MILLISECONDS),
    async start({ setup, ...session } = {}) {
      const driven = await driveSession(setup ? rearranged(scene, setup) : scene, { ...options, ...session });
      sessions.push(driven);
      return driven;
    },
    attempt: (body) => attemptStart(scene.world.target, body),
    call({ path, ...request }) {
      const { target } = scene.world;
      return callService(target, { ...request, path: `/browsers/${target.browserIdentifier}/${path}` });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.map((session) => session[Symbol.asyncDispose]()));
    },
  };
}
