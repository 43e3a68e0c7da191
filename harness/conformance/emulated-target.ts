import type { SocketAddress } from '../../proxies/record.ts';
import { startChromiumPool } from '../emulator/chromium/pool.ts';
import { startEmulator } from '../emulator/emulator.ts';
import type { EgressRouterOptions } from '../emulator/router/egress-router.ts';
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
}

/** A local AgentCore Browser for one run, with the run's secrets in its Secrets Manager. */
export interface EmulatedTarget extends AsyncDisposable {
  readonly target: Target;
}

export async function startEmulatedTarget(options: EmulatedTargetOptions): Promise<EmulatedTarget> {
  const pool = startChromiumPool({
    executable: options.executable,
    ahead: 1,
    trustedPublicKeys: options.trustedPublicKeys,
    router: {
      dial: () => {
        const { address, port } = options.origin();
        return { host: address, port };
      },
      ...(options.policy === undefined ? {} : { policy: options.policy }),
    },
  });
  const emulator = await startEmulator({ pool });
  for (const [arn, credentials] of options.secrets) {
    emulator.secrets.put({ arn, secretString: JSON.stringify(credentials) });
  }
  return {
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
