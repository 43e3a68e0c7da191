import { callService, type ServiceAnswer, type ServiceRequest } from '../../sessions/service-call.ts';
import { NotApplicableError } from '../run-target.ts';
import type { Attachment } from '../verification.ts';
import { askUntil } from './ask-until.ts';
import { attemptStart } from './attempt-start.ts';
import { type DrivenSession, type DrivenSessionOptions, driveSession } from './driven-session.ts';
import { lookAt } from './look.ts';
import { rearranged, unconfigured } from './rearranged.ts';
import type { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { openUdpWitness } from './udp-witness.ts';
import { waitFor } from './wait-for.ts';

/** What follows at once, follows within this on a machine that is overloaded. */
const OBSERVATION_MILLISECONDS = 15_000;

/** The stage of one case in steps, and the pictures that the case has taken. Disposing it stops every session that the case has started. */
export function openStage(
  scene: Scene,
  options: Omit<DrivenSessionOptions, 'timeoutSeconds' | 'target'>,
): Stage & AsyncDisposable & { readonly attachments: readonly Attachment[] } {
  const sessions: DrivenSession[] = [];
  const attachments: Attachment[] = [];
  const { service } = scene.world;
  const logged = service.log?.().length;
  const proxyNamed = (name: string) => {
    const proxy = scene.proxies.get(name);
    if (proxy === undefined) throw new RangeError(`The case has no proxy ${name}.`);
    return proxy;
  };
  const call = ({ path, ...request }: ServiceRequest): Promise<ServiceAnswer> => {
    const { target } = service;
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
    until: (holds, milliseconds = OBSERVATION_MILLISECONDS) => waitFor(scene.ledger, holds, milliseconds),
    async start({ setup, as = 'root', ...session } = {}) {
      const arranged = setup === 'none' ? unconfigured(scene) : setup ? rearranged(scene, setup) : scene;
      const driven = await driveSession(arranged, { ...options, ...session, target: service.as(as) });
      sessions.push(driven);
      return driven;
    },
    async attempt(body, as = 'root') {
      const attempt = await attemptStart(service.as(as), body);
      await scene.settled();
      return attempt;
    },
    async look(session) {
      if (!service.capabilities.liveView)
        throw new NotApplicableError('The pictures of its live views cannot be read.');
      const look = await lookAt(session, service.target, options.keep);
      attachments.push(...look.attachments);
      return look;
    },
    async changeSecret(name, secretString) {
      const index = [...scene.proxies.keys()].indexOf(name);
      const arn = scene.shown.proxies[index]?.externalProxy.credentials?.basicAuth.secretArn;
      if (arn === undefined) throw new RangeError(`The case's proxy ${name} has no secret.`);
      await service.putSecret(arn, secretString);
    },
    serviceLog() {
      if (service.log === undefined) throw new NotApplicableError('Nobody outside can read the service’s log.');
      return service.log().slice(logged);
    },
    async openUdpWitness() {
      if (!service.capabilities.local) throw new NotApplicableError('UDP packets of its sessions do not come here.');
      return openUdpWitness();
    },
    attachments,
    call,
    callUntil: (request, awaited) => askUntil(() => call(request), awaited, OBSERVATION_MILLISECONDS),
    async [Symbol.asyncDispose]() {
      await Promise.all(sessions.map((session) => session[Symbol.asyncDispose]()));
    },
  };
}
