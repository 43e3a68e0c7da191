import type { SocketAddress } from '../../proxies/record.ts';
import type { AccessRules, SecretSettings } from '../emulator/access/rules.ts';
import type { Endpoint } from '../emulator/api/request-listener.ts';
import { type ChromiumPoolOptions, startChromiumPool } from '../emulator/chromium/pool.ts';
import { type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';
import type { EventLog } from '../emulator/events.ts';
import type { Names } from '../emulator/personality/names.ts';
import { PERSONALITIES, type Personality, type PersonalityName } from '../emulator/personality/personality.ts';
import type { EgressRouterOptions } from '../emulator/router/egress-router.ts';
import type { RoutingPolicy } from '../emulator/router/policy.ts';
import { CURRENT, versionAt } from '../emulator/secrets/staging.ts';
import type { BrowserPool, EgressConfiguration } from '../emulator/session-browser.ts';
import type { Canary } from '../evidence/canaries.ts';
import type { Target } from '../sessions/target.ts';
import type { Surroundings } from './surroundings.ts';

export interface EmulatedTargetOptions {
  readonly executable: string;
  /** Public keys whose certificates the browsers accept, see {@link OriginCertificate}. */
  readonly trustedPublicKeys: readonly string[];
  /** Where direct connections really go. */
  readonly origin: () => SocketAddress;
  readonly secrets: ReadonlyMap<string, Canary>;
  /** Replaces the router's decisions: a deliberate fault that a verification must find. */
  readonly policy?: (egress: EgressConfiguration | undefined, surroundings: Surroundings) => RoutingPolicy;
  /** Replaces the router's manner around its decisions: another such fault. */
  readonly sabotagedManner?: Personality;
  /** Interferes with the router's connections: another such fault. */
  readonly sabotagedConnections?: NonNullable<EgressRouterOptions['onUpstream']>;
  /** Replaces what sessions read of their secrets: another such fault. */
  readonly sabotagedSecrets?: NonNullable<EmulatorOptions['sabotagedSecrets']>;
  /** Replaces what a live view shows: another such fault. */
  readonly sabotagedLiveView?: NonNullable<EmulatorOptions['sabotagedLiveView']>;
  /** Starts browsers with other flags: another such fault. */
  readonly sabotagedCommandLine?: NonNullable<ChromiumPoolOptions['commandLine']>;
  /** Replaces the browsers that sessions get: another such fault. */
  readonly sabotagedPool?: (pool: BrowserPool) => BrowserPool;
  /** Replaces the API's answers: another such fault. */
  readonly sabotagedApi?: (endpoint: Endpoint, surroundings: Surroundings) => Endpoint;
  /** How the emulator behaves where the document leaves room. Default `documented`. */
  readonly personality?: PersonalityName;
  /** Who there is beside the account's root user, and who may do what. Default: nobody. */
  readonly access?: AccessRules;
  /** What the personality is told of names. Default: {@link NAMES}. */
  readonly names?: Names;
  /** How the router resolves names. Default: as the machine does it. */
  readonly lookup?: NonNullable<EgressRouterOptions['lookup']>;
  /** Told of everything that the emulator does. */
  readonly log?: EventLog;
  /** How many sessions are expected, in all and at once: so many browsers are started ahead. Default: one. */
  readonly sessions?: { readonly total: number; readonly parallel: number };
}

/** In a run every name leads to the origin, and every address has the name that it would have as a machine's in EC2. */
export const NAMES: Names = {
  resolves: async () => true,
  of: async (address) => [`ip-${address.replaceAll('.', '-')}.compute.internal`],
};

/** A local AgentCore Browser for one run, with the run's secrets in its Secrets Manager. */
export interface EmulatedTarget extends AsyncDisposable {
  readonly target: Target;
  /** The same target for another identity, by its ARN. @throws {RangeError} where there is none. */
  as(principalArn: string): Target;
  /** Stores a secret's text, or replaces the one there. */
  putSecret(arn: string, secretString: string, settings?: SecretSettings): void;
}

export async function startEmulatedTarget(options: EmulatedTargetOptions): Promise<EmulatedTarget> {
  const { policy, sabotagedApi } = options;
  const surroundings: Surroundings = {
    secretText: (arn) => {
      const secret = emulator.secrets.find(arn);
      const version = secret && versionAt(secret, CURRENT);
      return version && 'SecretString' in version.value ? version.value.SecretString : undefined;
    },
    log: (event) => options.log?.(event),
  };
  const pool = startChromiumPool({
    executable: options.executable,
    ahead: options.sessions?.total ?? 1,
    warm: options.sessions?.parallel ?? 1,
    trustedPublicKeys: options.trustedPublicKeys,
    ...(options.sabotagedCommandLine === undefined ? {} : { commandLine: options.sabotagedCommandLine }),
    router: {
      personality:
        options.sabotagedManner ?? PERSONALITIES[options.personality ?? 'documented'](options.names ?? NAMES),
      dial: () => {
        const { address, port } = options.origin();
        return { host: address, port };
      },
      ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
      ...(options.sabotagedConnections === undefined ? {} : { onUpstream: options.sabotagedConnections }),
      ...(policy === undefined ? {} : { policy: (egress) => policy(egress, surroundings) }),
    },
  });
  const emulator = await startEmulator({
    pool: options.sabotagedPool?.(pool) ?? pool,
    ...(sabotagedApi === undefined ? {} : { sabotage: (endpoint) => sabotagedApi(endpoint, surroundings) }),
    ...(options.sabotagedSecrets === undefined ? {} : { sabotagedSecrets: options.sabotagedSecrets }),
    ...(options.sabotagedLiveView === undefined ? {} : { sabotagedLiveView: options.sabotagedLiveView }),
    ...(options.access === undefined ? {} : { access: options.access }),
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const putSecret: EmulatedTarget['putSecret'] = (arn, secretString, settings) => {
    const stored = emulator.secrets.find(emulator.secrets.put({ arn, secretString }));
    if (stored && settings) emulator.secrets.save({ ...stored, ...settings });
  };
  const target: Target = {
    kind: 'emulated',
    endpoint: emulator.endpoint,
    region: emulator.region,
    credentials: emulator.credentials,
    browserIdentifier: 'aws.browser.v1',
  };
  for (const [arn, credentials] of options.secrets) putSecret(arn, JSON.stringify(credentials));
  return {
    putSecret,
    target,
    as(principalArn) {
      const key = emulator.accessKeys.find(({ principal }) => principal.arn === principalArn);
      if (key === undefined) throw new RangeError(`Nobody is ${principalArn}.`);
      return { ...target, credentials: key.credentials };
    },
    async [Symbol.asyncDispose]() {
      try {
        await emulator[Symbol.asyncDispose]();
      } finally {
        await pool[Symbol.asyncDispose]();
      }
    },
  };
}
