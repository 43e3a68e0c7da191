import type { ProxyHandle, RemoteProxy, RemoteTap } from '../../proxies/index.ts';
import type { SocketAddress } from '../../proxies/record.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { type Canary, canaryForms } from '../evidence/canaries.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { startOrigin } from '../origin/origin.ts';
import type { RemoteOrigin } from '../origin/remote-origin.ts';
import { startStandIns } from './stand-ins.ts';

/** Where what the witnesses see is written down. */
export type Recorder = Pick<Ledger, 'proxyRecord' | 'origin'>;

/** Stand-in proxies and the origin of a run, wherever they are. What they see goes to the run's ledger. */
export interface Witnesses extends AsyncDisposable {
  /** By position in the configuration. They refuse every connection until told otherwise. */
  readonly proxies: readonly ProxyHandle[];
  /** The user's configuration with the stand-ins' addresses; everything else as it was. */
  readonly configuration: ProxyConfiguration;
  /** Credentials made for this run, by the ARN under which the configuration expects them. */
  readonly secrets: ReadonlyMap<string, Canary>;
  /** The credentials in every form in which they must not be seen elsewhere. */
  readonly canaries: readonly string[];
  readonly origin: {
    /** Where direct connections end. */
    readonly address: SocketAddress;
    /** SHA-256 of the certificate's public key, base64. */
    readonly publicKeyHash: string;
  };
  /** For reports: where they run. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves once everything that was seen until now is in the ledger. */
  settled(): Promise<void>;
}

/** The same in other processes, held by their agents. */
export interface RemoteWitnesses extends Witnesses {
  readonly proxies: readonly RemoteProxy[];
  readonly origin: RemoteOrigin;
}

/** A tap before a proxy that is somebody's own. */
export interface DeployedTap extends RemoteTap {
  /** Addresses that the proxy's own connections come from. */
  readonly egress: readonly string[];
}

/** Taps in other processes, held by their agents. */
export interface RemoteTaps extends AsyncDisposable {
  readonly taps: readonly DeployedTap[];
  /** For reports: how many there are. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves once everything that they have seen until now is recorded. */
  settled(): Promise<void>;
}

/** Starts them in this process. */
export async function startWitnesses(configuration: ProxyConfiguration, ledger: Ledger): Promise<Witnesses> {
  let address: SocketAddress = { address: '127.0.0.1', port: 0 };
  const standIns = await startStandIns(configuration, ledger, () => address);
  const canaries = [...standIns.secrets.values()].flatMap(canaryForms);
  const origin = await startOrigin({ onSighting: (seen) => ledger.origin(seen), canaries: () => canaries }).catch(
    async (error: unknown) => {
      await standIns[Symbol.asyncDispose]();
      throw error;
    },
  );
  address = origin.address;
  return {
    proxies: standIns.proxies,
    configuration: standIns.configuration,
    secrets: standIns.secrets,
    canaries,
    origin,
    environment: { proxies: 'in this process' },
    settled: async () => undefined,
    async [Symbol.asyncDispose]() {
      await origin[Symbol.asyncDispose]();
      await standIns[Symbol.asyncDispose]();
    },
  };
}
