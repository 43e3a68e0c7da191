import type { LookupFunction } from 'node:net';
import type { SocketAddress } from '../../../proxies/record.ts';
import type { SecretSettings } from '../../emulator/access/rules.ts';
import { structuredLog } from '../../emulator/logging/structured-log.ts';
import type { OriginSighting } from '../../evidence/sightings.ts';
import { runIdOf } from '../../matrix/marker.ts';
import { startOrigin } from '../../origin/origin.ts';
import type { Target } from '../../sessions/target.ts';
import { type EmulatedTargetOptions, startEmulatedTarget } from '../emulated-target.ts';
import { ACCESS, type CallerName, callerArn } from './callers.ts';

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
  /** As the account's root user reaches it. */
  readonly target: Target;
  /** As somebody else does. */
  targetFor(caller: CallerName): Target;
  /** What the emulator has logged so far, as it would be found in a log file: one line an event. */
  readonly log: readonly string[];
  readonly origin: SocketAddress;
  readonly onBrowser: WorldOptions['onBrowser'];
  /** Stores a secret's text, or replaces the one there. */
  putSecret(arn: string, secretString: string, settings?: SecretSettings): void;
  /** Until it is disposed, the origin tells of the scene's requests. */
  watch(scene: OriginWatch): Disposable;
}

type WorldsOwn = 'origin' | 'secrets' | 'trustedPublicKeys' | 'access' | 'lookup' | 'log';

/** What the emulator of a world is made of; the rest is the world's own. */
export interface WorldOptions extends Omit<EmulatedTargetOptions, WorldsOwn> {
  /** Told the name and version of the browser of every session. */
  readonly onBrowser: (version: string) => void;
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const scenes = new Map<string, OriginWatch>();
  const lines: string[] = [];
  const log = structuredLog({ level: 'info', write: (line) => void lines.push(line) });
  const origin = await startOrigin({
    offersHttp2: (serverName) => serverName.startsWith('h2.'),
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
      access: ACCESS,
      lookup: noSuchName,
      log: log.event,
    });
    return {
      target: emulated.target,
      targetFor: (caller) => emulated.as(callerArn(caller)),
      log: lines,
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

/** Names lead nowhere: stand-ins have addresses, and nobody outside this machine is to be asked. */
const noSuchName: LookupFunction = (hostname, _options, answer) => {
  const error: NodeJS.ErrnoException = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  error.code = 'ENOTFOUND';
  process.nextTick(answer, error, '');
};
