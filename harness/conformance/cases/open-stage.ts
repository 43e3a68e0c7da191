import { callService, type ServiceAnswer, type ServiceRequest } from '../../sessions/service-call.ts';
import type { Attachment } from '../verification.ts';
import { askUntil } from './ask-until.ts';
import { attemptStart } from './attempt-start.ts';
import { type DrivenSession, type DrivenSessionOptions, driveSession } from './driven-session.ts';
import { lookAt } from './look.ts';
import { rearranged } from './rearranged.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait-for.ts';

/** What follows at once, follows within this; a loaded machine was seen to need one second. */
const OBSERVATION_MILLISECONDS = 5_000;

/** The stage of one case in steps, and the pictures that the case has taken. Disposing it stops every session that the case has started. */
export function openStage(
  scene: Scene,
  options: Omit<DrivenSessionOptions, 'timeoutSeconds'>,
): Stage & AsyncDisposable & { readonly attachments: readonly Attachment[] } {
  const sessions: DrivenSession[] = [];
  const attachments: Attachment[] = [];
  const logged = scene.world.log.length;
  const proxyNamed = (name: string) => {
    const proxy = scene.proxies.get(name);
    if (proxy === undefined) throw new RangeError(`The case has no proxy ${name}.`);
    return proxy;
  };
  const call = ({ path, ...request }: ServiceRequest): Promise<ServiceAnswer> => {
    const { target } = scene.world;
    return callService(target, { ...request, path: `/browsers/${target.browserIdentifier}/${path}` });
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
    async start({ setup, as = 'root', ...session } = {}) {
      const arranged = setup ? rearranged(scene, setup) : scene;
      const world = { ...scene.world, target: scene.world.targetFor(as) };
      const driven = await driveSession({ ...arranged, world }, { ...options, ...session });
      sessions.push(driven);
      return driven;
    },
    attempt: (body, as = 'root') => attemptStart(scene.world.targetFor(as), body),
    async look(session) {
      const look = await lookAt(session, scene.world.target, options.keep);
      attachments.push(...look.attachments);
      return look;
    },
    changeSecret(name, secretString) {
      const index = [...scene.proxies.keys()].indexOf(name);
      const arn = scene.configuration.proxies[index]?.externalProxy.credentials?.basicAuth.secretArn;
      if (arn === undefined) throw new RangeError(`The case's proxy ${name} has no secret.`);
      scene.world.putSecret(arn, secretString);
    },
    serviceLog: () => scene.world.log.slice(logged),
    attachments,
    call,
    callUntil: (request, awaited) => askUntil(() => call(request), awaited, OBSERVATION_MILLISECONDS),
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.map((session) => session[Symbol.asyncDispose]()));
    },
  };
}
