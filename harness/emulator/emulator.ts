import { AccessControl } from './access/access-control.ts';
import { GuardedBrowsers } from './access/guarded-browsers.ts';
import { newCredentials } from './access/new-credentials.ts';
import { type AccessKey, type Credentials, rootOf } from './access/principal.ts';
import type { AccessRules } from './access/rules.ts';
import { browserService } from './api/browser-service.ts';
import { type Quotas, quotasOf } from './api/quotas.ts';
import { type Endpoint, requestListener } from './api/request-listener.ts';
import { type Clock, systemClock } from './clock.ts';
import type { EventLog } from './events.ts';
import type { Faults } from './faults/faults.ts';
import { LiveViewStream } from './live-view/live-view-stream.ts';
import { withLiveView } from './live-view/with-live-view.ts';
import { ProfileStore, type ProfileStoreOptions } from './profiles/profile-store.ts';
import { GuardedSecrets } from './secrets/guarded-secrets.ts';
import { SecretStore } from './secrets/secret-store.ts';
import { secretsManager } from './secrets/secrets-manager.ts';
import { type SecretReader, SessionSecrets } from './secrets/session-secrets.ts';
import { startServer } from './server.ts';
import type { BrowserPool } from './session-browser.ts';
import { BrowserSessions } from './sessions/browser-sessions.ts';
import { SignatureVerifier } from './sigv4/signature-verifier.ts';
import { AutomationStream } from './streams/automation-stream.ts';
import type { SessionStream } from './streams/session-stream.ts';
import { StreamUpgrades } from './streams/stream-upgrades.ts';
import { endpointNames } from './tls/endpoint-names.ts';
import { createServerCertificate } from './tls/server-certificate.ts';

/** HTTPS instead of HTTP, for the API and for both streams. */
interface EmulatorTls {
  /** Host names and IP addresses that clients call, beyond those of {@link endpointNames}. */
  readonly names?: readonly string[];
}

export interface EmulatorOptions {
  /** Where sessions get their browsers. It stays the caller's, who disposes it after the emulator. */
  readonly pool: BrowserPool;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Twelve digits, in the ARNs of created secrets. Default `000000000000`. */
  readonly accountId?: string;
  /** Credentials of the account's root user. Default: new random ones. */
  readonly credentials?: Credentials;
  /** Who else there is, and who may do what. Default: there is the root user only, and may do everything. */
  readonly access?: AccessRules;
  /** The file that keeps the secrets from one run to the next. Default: none, they end with the emulator. */
  readonly secretsFile?: string;
  /** The browsers that exist. Default `aws.browser.v1`, the one that AWS provides. */
  readonly browserIdentifiers?: readonly string[];
  /** The browser profiles that exist, and where they are kept. Default: any, in memory. */
  readonly profiles?: ProfileStoreOptions;
  /** Default: the limits that the service documents. */
  readonly quotas?: Partial<Quotas>;
  /** A name or an IPv4 address, also part of the endpoint. Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: plain HTTP. */
  readonly tls?: EmulatorTls;
  /** What a tester breaks on purpose. Default: nothing. */
  readonly faults?: Faults;
  /** What a verification breaks on purpose, to prove that it would notice. Default: nothing. */
  readonly sabotage?: (endpoint: Endpoint) => Endpoint;
  /** The same for the secrets that sessions read. */
  readonly sabotagedSecrets?: (secrets: SecretReader, store: SecretStore) => SecretReader;
  /** The same for the live view. */
  readonly sabotagedLiveView?: (stream: SessionStream) => SessionStream;
  /** Told of everything that happens. */
  readonly log?: EventLog;
  /** Default: the system's time. */
  readonly clock?: Clock;
}

/** A running local AgentCore Browser. Disposing it ends every session and connection. */
export interface Emulator extends AsyncDisposable {
  /** `http://host:port` or `https://host:port`, the endpoint of both services: `bedrock-agentcore` and `secretsmanager`. */
  readonly endpoint: string;
  /** With TLS: PEM of the authority that clients have to trust, new at every start. */
  readonly caCertificate: string | undefined;
  readonly region: string;
  readonly accountId: string;
  /** Of the account's root user. */
  readonly credentials: Credentials;
  /** Everybody who can call: the root user, and the users and roles of `access`. */
  readonly accessKeys: readonly AccessKey[];
  /** The secrets that sessions read their proxy credentials from. */
  readonly secrets: SecretStore;
}

/**
 * Starts the emulator.
 * @throws {InvalidQuotaError}
 * @throws {SecretFileError} when `secretsFile` is a file of something else.
 * @throws {Error} `EADDRINUSE`, … when it cannot listen.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { faults, region = 'us-east-1', accountId = '000000000000', credentials = newCredentials() } = options;
  const { access: rules } = options;
  const { browserIdentifiers = ['aws.browser.v1'], host = '127.0.0.1', port = 0, tls } = options;
  const { clock = systemClock } = options;
  const pool = faults?.watchPool(options.pool) ?? options.pool;
  const log: EventLog = (event) => {
    options.log?.(event);
    faults?.observe(event);
  };

  const quotas = quotasOf(options.quotas ?? {});
  const certificate = tls && (await createServerCertificate(endpointNames(host, region, tls.names ?? [])));
  const now = () => clock.now();
  const access = new AccessControl(rules, region, now);
  const guard = new GuardedBrowsers(access, region);
  const accessKeys = [{ credentials, principal: rootOf(accountId) }, ...accessKeysOf(rules)];
  const secrets = new SecretStore(region, accountId, now, options.secretsFile);
  const server = await startServer({ host, port, certificate });
  const guardedSecrets = new GuardedSecrets(secrets, access);
  const sessionSecrets = new SessionSecrets(guardedSecrets);
  const profiles = new ProfileStore(options.profiles ?? {});
  const { concurrentSessions } = quotas;
  const sessions = new BrowserSessions({
    pool,
    secrets: options.sabotagedSecrets?.(sessionSecrets, secrets) ?? sessionSecrets,
    profiles,
    browserIdentifiers,
    concurrentSessions,
    clock,
    log,
  });
  const browsers = guard.guard(withLiveView(browserService({ sessions, profiles, quotas, clock }), sessions));
  const whole: Endpoint = {
    browsers,
    secretsManager: secretsManager(guardedSecrets),
    guard,
    verifier: new SignatureVerifier(accessKeys, region, clock),
    log,
  };
  const endpoint = options.sabotage?.(whole) ?? whole;
  const liveView = new LiveViewStream(log);
  const streams = new Map<string, SessionStream>([
    ['automation', new AutomationStream(log)],
    ['live-view', options.sabotagedLiveView?.(liveView) ?? liveView],
  ]);
  const upgrades = new StreamUpgrades({ sessions, endpoint, streams });
  server.onRequest(requestListener(faults?.inFrontOf(endpoint) ?? endpoint));
  server.onUpgrade((incoming, socket) => faults?.watchStream(incoming.url ?? '', socket));
  server.onUpgrade((incoming, socket, head) => void upgrades.upgrade(incoming, socket, head));

  return {
    endpoint: server.origin,
    caCertificate: certificate?.authority,
    region,
    accountId,
    credentials,
    accessKeys,
    secrets,
    async [Symbol.asyncDispose]() {
      server.stopListening();
      try {
        await sessions[Symbol.asyncDispose]();
      } finally {
        await server[Symbol.asyncDispose]();
      }
    },
  };
}

function accessKeysOf(rules: AccessRules = new Map()): readonly AccessKey[] {
  const identities = [...rules.values()].flatMap((account) => account.identities);
  return identities.flatMap(({ principal, credentials }) =>
    credentials.map((one) => ({ credentials: one, principal })),
  );
}
