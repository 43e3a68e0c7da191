import { randomBytes } from 'node:crypto';
import { type Access, type InstrumentedProxy, type ProxyHandle, startInstrumentedProxy } from '../../proxies/index.ts';
import type { SocketAddress } from '../../proxies/record.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { Canary } from '../evidence/canaries.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { proxyNames } from '../routing/proxy-names.ts';

/** Instrumented proxies in the place of the user's own, one per entry of the configuration. */
export interface StandIns extends AsyncDisposable {
  /** By position in the configuration. */
  readonly proxies: readonly InstrumentedProxy[];
  /** The user's configuration with the stand-ins' addresses; everything else as it was. */
  readonly configuration: ProxyConfiguration;
  /** Credentials made for this run, by the ARN under which the configuration expects them. */
  readonly secrets: ReadonlyMap<string, Canary>;
}

/**
 * Starts a stand-in for every proxy. They refuse every connection until told otherwise: a session must start without
 * them.
 *
 * @param origin where every tunnel and every forwarded request ends, whatever host it asks for.
 * @param access whom each lets in, by position. Default: who has the credentials of its secret; anybody where it has none.
 */
export async function startStandIns(
  configuration: ProxyConfiguration,
  ledger: Ledger,
  origin: () => SocketAddress,
  access?: readonly Access[],
): Promise<StandIns> {
  const secrets = credentialsBySecret(configuration);
  const names = proxyNames(configuration);
  const starting = configuration.proxies.map(({ externalProxy }, index) => {
    const credentials = secrets.get(externalProxy.credentials?.basicAuth.secretArn ?? '');
    return startInstrumentedProxy({
      name: names[index]?.name ?? `proxy #${index}`,
      sink: { write: (record) => ledger.proxyRecord(index, record) },
      access: access?.[index] ?? (credentials === undefined ? { kind: 'open' } : { kind: 'basic', ...credentials }),
      behaviour: { kind: 'refuse' },
      dial: () => {
        const { address, port } = origin();
        return { host: address, port };
      },
    });
  });
  const proxies = await Promise.all(starting);
  return {
    proxies,
    secrets,
    configuration: withAddresses(configuration, proxies),
    async [Symbol.asyncDispose]() {
      await Promise.all(proxies.map((proxy) => proxy[Symbol.asyncDispose]()));
    },
  };
}

/** New credentials for every secret that the configuration names, by its ARN. */
export function credentialsBySecret(configuration: ProxyConfiguration): ReadonlyMap<string, Canary> {
  const arns = configuration.proxies.flatMap(
    ({ externalProxy }) => externalProxy.credentials?.basicAuth.secretArn ?? [],
  );
  return new Map(arns.map((arn) => [arn, newCredentials()]));
}

/** The configuration with the addresses of `proxies` in the place of the user's own. */
export function withAddresses(
  configuration: ProxyConfiguration,
  proxies: readonly Pick<ProxyHandle, 'address'>[],
): ProxyConfiguration {
  return {
    ...configuration,
    proxies: configuration.proxies.map(({ externalProxy }, index) => {
      const { host = '', port = 0 } = proxies[index]?.address ?? {};
      return { externalProxy: { ...externalProxy, server: host, port } };
    }),
  };
}

/** The configuration with other secrets: by the ARN that it names, the ARN in its place. */
export function withSecretArns(
  configuration: ProxyConfiguration,
  arns: ReadonlyMap<string, string>,
): ProxyConfiguration {
  return {
    ...configuration,
    proxies: configuration.proxies.map(({ externalProxy }) => {
      const { credentials } = externalProxy;
      const secretArn = arns.get(credentials?.basicAuth.secretArn ?? '');
      if (secretArn === undefined) return { externalProxy };
      return { externalProxy: { ...externalProxy, credentials: { basicAuth: { secretArn } } } };
    }),
  };
}

/** Random, and with every special character that a secret may hold, so that none of them gets lost on the way. */
export function newCredentials(): Canary {
  return {
    username: `acpc.user_${randomBytes(9).toString('hex')}+@=-`,
    password: `${randomBytes(18).toString('hex')}@._+=-!#$%&*`,
  };
}
