import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import {
  BedrockAgentCoreClient,
  ListBrowserSessionsCommand,
  StartBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { CreateSecretCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Running, Workplace } from '../../../harness/cli/testing/command-line.ts';
import { loadAccess } from '../../../harness/emulator/access/load-access.ts';
import { startChromiumPool } from '../../../harness/emulator/chromium/pool.ts';
import { type Emulator, startEmulator } from '../../../harness/emulator/emulator.ts';
import { Faults } from '../../../harness/emulator/faults/faults.ts';
import type { EgressRouterOptions } from '../../../harness/emulator/router/egress-router.ts';
import type { BrowserPool } from '../../../harness/emulator/session-browser.ts';
import { createServerCertificate } from '../../../harness/emulator/tls/server-certificate.ts';
import { type ServedDeployment, serveDeployment } from '../../../harness/serving/serve-deployment.ts';
import { type Sts, startSts } from './sts.ts';

const REGION = 'us-east-1';
const BROWSER = 'aws.browser.v1';
const ACCOUNT = '000000000000';
const PRELOAD = new URL('loopback-only.ts', import.meta.url).href;

export interface AwsWorldOptions {
  /** Default: real browsers, whose direct connections end at the deployed origin. */
  readonly pool?: BrowserPool;
  /** A deliberate fault of the service. */
  readonly policy?: NonNullable<EgressRouterOptions['policy']>;
  /** Commands run as a user with these identity policies. Default: as the account's root user. */
  readonly policies?: readonly object[];
}

/**
 * The real service as a command sees it: under its own host names, over HTTPS, with an authority that is trusted. Behind
 * them are the emulator and a small STS on this machine's loopback, and commands can reach nothing else.
 */
export interface AwsWorld extends AsyncDisposable {
  readonly workplace: Workplace;
  readonly faults: Faults;
  readonly sts: Sts;
  readonly served: ServedDeployment;
  /** Writes the file that commands are told of as `deployment.json`. */
  writeDeployment(deployment: object): void;
  /** Starts a command as a user of AWS would. */
  start(args: readonly string[], env?: NodeJS.ProcessEnv): Running;
  /** Everything that commands tried to reach beyond loopback. */
  escapes(): string;
  /** Names of the sessions that run and of the secrets that there are. */
  left(): Promise<readonly (string | undefined)[]>;
  /** Somebody starts a session. */
  startSession(name?: string): Promise<void>;
  /** Somebody makes a secret. */
  createSecret(name: string): Promise<void>;
}

export async function startAwsWorld(options: AwsWorldOptions = {}): Promise<AwsWorld> {
  const workplace = new Workplace();
  const stack: (AsyncDisposable | Disposable)[] = [workplace];
  const keep = <T extends AsyncDisposable | Disposable>(one: T): T => {
    stack.unshift(one);
    return one;
  };
  const served = keep(
    await serveDeployment({
      host: '127.0.0.1',
      listen: '127.0.0.1',
      proxyPorts: [0, 0, 0],
      originPorts: { http: 0, https: 0 },
      agentPorts: [],
      domain: '.',
    }),
  );
  const { httpPort } = served.deployment.origin;
  const pool = keep(
    options.pool ??
      startChromiumPool({
        executable: process.env['CHROMIUM_PATH'] ?? '',
        ahead: 0,
        router: {
          dial: () => ({ host: '127.0.0.1', port: httpPort }),
          ...(options.policy === undefined ? {} : { policy: options.policy }),
        },
      }),
  );
  const faults = keep(new Faults({ seed: 1 }));
  const { policies } = options;
  const access = policies && loadAccess({ accounts: { [ACCOUNT]: { users: { runner: { policies } } } } });
  const emulator = keep(
    await startEmulator({ pool, faults, tls: {}, region: REGION, accountId: ACCOUNT, ...(access ? { access } : {}) }),
  );
  const bearer = emulator.accessKeys.findLast(() => true)?.credentials ?? emulator.credentials;
  const certificate = await createServerCertificate([`sts.${REGION}.amazonaws.com`]);
  const sts = keep(await startSts(certificate, bearer.accessKeyId));
  const { caCertificate = '' } = emulator;
  writeFileSync(workplace.path('authorities.pem'), `${caCertificate}\n${certificate.authority}\n`);
  const writeDeployment = (deployment: object): void =>
    writeFileSync(workplace.path('deployment.json'), JSON.stringify(deployment));
  writeDeployment(served.deployment);

  const agent = new Agent({ ca: caCertificate });
  const { endpoint, credentials } = emulator;
  const config = { endpoint, credentials, region: REGION, requestHandler: { httpsAgent: agent } };
  const browsers = new BedrockAgentCoreClient(config);
  const secrets = new SecretsManagerClient(config);
  return {
    workplace,
    faults,
    sts,
    served,
    writeDeployment,
    start: (args, env) =>
      workplace.start(args, {
        preload: [PRELOAD],
        env: { ...environment(workplace, emulator.endpoint, bearer, sts), ...env },
      }),
    escapes() {
      const file = workplace.path('escapes');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    async left() {
      const running = new ListBrowserSessionsCommand({ browserIdentifier: BROWSER, status: 'READY' });
      const { items = [] } = await browsers.send(running);
      const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
      return [...items.map(({ name }) => name), ...SecretList.map(({ Name }) => Name)];
    },
    async startSession(name) {
      await browsers.send(new StartBrowserSessionCommand({ browserIdentifier: BROWSER, name }));
    },
    async createSecret(name) {
      await secrets.send(new CreateSecretCommand({ Name: name, SecretString: 'x' }));
    },
    async [Symbol.asyncDispose]() {
      browsers.destroy();
      secrets.destroy();
      agent.destroy();
      for (const one of stack) {
        if (Symbol.asyncDispose in one) await one[Symbol.asyncDispose]();
        else one[Symbol.dispose]();
      }
    },
  };
}

function environment(
  workplace: Workplace,
  endpoint: string,
  credentials: Emulator['credentials'],
  sts: Sts,
): NodeJS.ProcessEnv {
  const port = Number(new URL(endpoint).port);
  const others = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(others.map((name) => [name, undefined])),
    HOME: workplace.folder,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_EXTRA_CA_CERTS: workplace.path('authorities.pem'),
    // Sessions run elsewhere: no browser is needed here.
    CHROMIUM_PATH: '',
    ACPC_TEST_HOSTS: JSON.stringify({
      [`bedrock-agentcore.${REGION}.amazonaws.com:443`]: port,
      [`secretsmanager.${REGION}.amazonaws.com:443`]: port,
      [`sts.${REGION}.amazonaws.com:443`]: sts.port,
    }),
    ACPC_TEST_DOMAIN: 'conformance.test',
    ACPC_TEST_ESCAPES: workplace.path('escapes'),
  };
}
