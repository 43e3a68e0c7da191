import type { SocketAddress } from '../../proxies/record.ts';
import { startChromiumPool } from '../emulator/chromium/pool.ts';
import { type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';
import type { Names } from '../emulator/personality/names.ts';
import { PERSONALITIES, type PersonalityName } from '../emulator/personality/personality.ts';
import type { EgressRouterOptions } from '../emulator/router/egress-router.ts';
import type { BrowserPool } from '../emulator/session-browser.ts';
import type { Canary } from '../evidence/canaries.ts';
import type { Target } from '../sessions/target.ts';

export interface EmulatedTargetOptions {
  readonly executable: string;
  /** Public keys whose certificates the browsers accept, see {@link OriginCertificate}. */
  readonly trustedPublicKeys: readonly string[];
  /** Where direct connections really go. */
  readonly origin: () => SocketAddress;
  readonly secrets: ReadonlyMap<string, Canary>;
  /** Replaces the router's decisions: a deliberate fault that a verification must find. */
  readonly policy?: EgressRouterOptions['policy'];
  /** Replaces the browsers that sessions get: another such fault. */
  readonly sabotagedPool?: (pool: BrowserPool) => BrowserPool;
  /** Replaces the API's answers: another such fault. */
  readonly sabotagedApi?: NonNullable<EmulatorOptions['sabotage']>;
  /** How the emulator behaves where the document leaves room. Default `documented`. */
  readonly personality?: PersonalityName;
  /** How many sessions are expected, in all and at once: so many browsers are started ahead. Default: one. */
  readonly sessions?: { readonly total: number; readonly parallel: number };
}

/** In a run every name leads to the origin. */
const NAMES: Names = { resolves: async () => true, of: async () => [] };

/** A local AgentCore Browser for one run, with the run's secrets in its Secrets Manager. */
export interface EmulatedTarget extends AsyncDisposable {
  readonly target: Target;
  /** Stores a secret's text, or replaces the one there. */
  putSecret(arn: string, secretString: string): void;
}

export async function startEmulatedTarget(options: EmulatedTargetOptions): Promise<EmulatedTarget> {
  const pool = startChromiumPool({
    executable: options.executable,
    ahead: options.sessions?.total ?? 1,
    warm: options.sessions?.parallel ?? 1,
    trustedPublicKeys: options.trustedPublicKeys,
    router: {
      personality: PERSONALITIES[options.personality ?? 'documented'](NAMES),
      dial: () => {
        const { address, port } = options.origin();
        return { host: address, port };
      },
      ...(options.policy === undefined ? {} : { policy: options.policy }),
    },
  });
  const emulator = await startEmulator({
    pool: options.sabotagedPool?.(pool) ?? pool,
    ...(options.sabotagedApi === undefined ? {} : { sabotage: options.sabotagedApi }),
  });
  const putSecret = (arn: string, secretString: string): void => void emulator.secrets.put({ arn, secretString });
  for (const [arn, credentials] of options.secrets) putSecret(arn, JSON.stringify(credentials));
  return {
    putSecret,
    target: {
      kind: 'emulated',
      endpoint: emulator.endpoint,
      region: emulator.region,
      credentials: emulator.credentials,
      browserIdentifier: 'aws.browser.v1',
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
