import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { OriginSighting, ProxySighting } from '../../evidence/sightings.ts';
import type { ServiceAnswer, ServiceRequest } from '../../sessions/service-call.ts';
import type { CallerName } from './callers.ts';
import type { DrivenSession } from './driven-session.ts';
import type { Look } from './look.ts';
import type { SceneProxy } from './scene-witnesses.ts';
import type { Setup } from './setup.ts';
import type { UdpWitness } from './udp-witness.ts';

/**
 * What a case in steps can do and see. Everything that it starts is stopped when the case is over. What a target or its
 * witnesses do not have is not applicable: a step that needs it throws {@link NotApplicableError}.
 */
export interface Stage<Name extends string = string> {
  /** The configuration that sessions are started with. */
  readonly configuration: ProxyConfiguration;
  /** One of the case's proxies, to make it misbehave or to cut its connections. */
  proxy(name: Name): SceneProxy;
  /** What a proxy has seen so far, in the order of writing. */
  sightingsAt(name: Name): readonly ProxySighting[];
  /** Requests at the origin that carried credentials of this case. */
  leaksAtOrigin(): readonly OriginSighting[];
  /** Whether any credential of this case stands in a value, in any of the forms that it could take. */
  holdsCredentials(value: unknown): boolean;
  /**
   * Waits until something holds of what the witnesses have seen, looking again whenever one has seen more.
   * @param milliseconds how long it may take; default: a few seconds.
   * @returns whether it came to hold in time.
   */
  until(holds: () => boolean, milliseconds?: number): Promise<boolean>;
  /** Starts a session. @throws what the service answers, where it refuses. */
  start(options?: SessionOptions<Name>): Promise<DrivenSession>;
  /** Tries to start one with a body of one's own; says what the service answered. */
  attempt(body: object | string, as?: CallerName): Promise<StartAttempt>;
  /** What a session's page shows, and what its live view shows of it; the pictures go to the reports. */
  look(session: DrivenSession): Promise<Look>;
  /** Gives a proxy's secret a new text. */
  changeSecret(name: Name, secretString: string): Promise<void>;
  /** What the service has logged since the scene was set, line by line. */
  serviceLog(): readonly string[];
  /** Whatever listens for packets that must not come, within the sessions' reach. */
  openUdpWitness(): Promise<UdpWitness>;
  /** Any call to the service, `path` below its browser: `sessions/get`. */
  call(request: ServiceRequest): Promise<ServiceAnswer>;
  /** The same again and again, for a few seconds at most. @returns the awaited answer, or else the last one. */
  callUntil(request: ServiceRequest, awaited: (answer: ServiceAnswer) => boolean): Promise<ServiceAnswer>;
}

export interface SessionOptions<Name extends string = string> {
  /** `sessionTimeoutSeconds`; default one hour. */
  readonly timeoutSeconds?: number;
  /** Who starts it; default: the account's root user. */
  readonly as?: CallerName;
  /** Another configuration of the case's own proxies, in the same order; or no proxy configuration at all. */
  readonly setup?: Setup<Name> | 'none';
}

/** What became of a StartBrowserSession. */
export type StartAttempt =
  | {
      readonly kind: 'started';
      /** Of StartBrowserSession. */
      readonly answer: Readonly<Record<string, unknown>>;
      /** Of GetBrowserSession, while the session ran. */
      readonly description: Readonly<Record<string, unknown>>;
      /** That StartBrowserSession took to answer. */
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'refused';
      /** Name of the exception (`ValidationException`). */
      readonly error: string;
      readonly status: number;
      readonly message: string;
      /** `reason` of a ValidationException. */
      readonly reason?: string;
      /** Names of the members in its `fieldList`. */
      readonly fields: readonly string[];
    };
