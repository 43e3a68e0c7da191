import type { ProxySecret } from '../../../harness/configuration/credentials.ts';
import { parseProxyConfiguration } from '../../../harness/configuration/parse-proxy-configuration.ts';
import type { ProxyConfiguration } from '../../../harness/configuration/proxy-configuration.ts';
import type { Verification } from '../../../harness/conformance/verification.ts';
import { connectEngine } from '../../../harness/containers/engine.ts';
import { createRunNetwork } from '../../../harness/containers/run-network.ts';
import { parseHosts } from '../../../harness/matrix/hosts-file.ts';
import { newRunId } from '../../../harness/matrix/marker.ts';
import type { Scheme } from '../../../harness/matrix/probe.ts';
import { type VerifyOwnProxiesOptions, verifyOwnProxies } from '../../../harness/own-proxies/verify.ts';
import { startWebsite, type Website } from '../../own-proxies/testing/website.ts';
import { docker } from '../engine.ts';
import { type RealProxyContainer, startRealProxy } from './container.ts';
import { ensureRealProxiesImage } from './image.ts';
import type { Kind } from './kinds.ts';

const BOTH: readonly Scheme[] = ['http', 'https'];

type Secrets = Readonly<Record<string, ProxySecret | undefined>>;

/**
 * Real proxies in containers on a network of their own, and a web site on this machine that they lead to. The proxy
 * `open` is there for `open.test` alone, a name that nobody else knows.
 */
export interface RealProxies extends AsyncDisposable {
  readonly runId: string;
  readonly website: Website;
  readonly network: string;
  /** This machine, as the containers see it. */
  readonly gateway: string;
  readonly containers: ReadonlyMap<string, RealProxyContainer>;
  /** Of these proxies. @param secrets what each is sent; `undefined`: no credentials. */
  configuration(secrets: Secrets): ProxyConfiguration;
  /** The sites of these proxies over each of the schemes, one a line. */
  hosts(secrets: Secrets, schemes: readonly Scheme[]): string;
  /**
   * Browses the sites of these proxies (over http and https, unless told otherwise) through them, with a tap before each.
   * @param secrets what each is sent; `undefined`: no credentials.
   */
  verify(secrets: Secrets, options?: Partial<VerifyOwnProxiesOptions>): Promise<Verification>;
  /** What was found, with its likely cause; ports in the words of this scene. */
  findings(verification: Verification): readonly string[];
  /** In the words of this scene. */
  readable(text: string): string;
}

/** @param kinds what each proxy is, given the authority (PEM) that vouches for the web site. */
export async function startRealProxies(
  kinds: Readonly<Record<string, (authority: string) => Kind | Promise<Kind>>>,
): Promise<RealProxies> {
  const engine = await connectEngine();
  const image = await ensureRealProxiesImage(engine);
  const runId = newRunId();
  const started: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.push(one);
    return one;
  };
  const dispose = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) await one[Symbol.asyncDispose]();
  };
  const start = async (role: string, kind: Kind, network: string, gateway: string) =>
    keep(await startRealProxy({ engine, image, runId, network, role, ...kind, hosts: { [nameOf(role)]: gateway } }));
  try {
    const { name: network } = keep(await createRunNetwork(engine, runId));
    const gateway = docker('network', 'inspect', network, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const website = keep(await startWebsite(Object.keys(kinds).map(nameOf), gateway));
    const starting = Object.entries(kinds).map(async ([role, kind]) => {
      return [role, await start(role, await kind(website.authority), network, gateway)] as const;
    });
    await Promise.allSettled(starting);
    const proxies = new Map(await Promise.all(starting));
    const readable = (text: string): string => {
      const ports = [...proxies].map(([role, { port }]) => [`localhost:${port}`, role] as const);
      const known = [...ports, [`:${website.port}`, ''] as const].reduce(
        (all, [from, to]) => all.replaceAll(from, to),
        text,
      );
      return known.replace(/emulator [0-9a-f]{8}/g, 'emulator ID');
    };
    const configuration = (secrets: Secrets) => configurationOf(proxies, secrets);
    const hosts = (secrets: Secrets, schemes: readonly Scheme[]): string =>
      Object.keys(secrets)
        .flatMap((role) => schemes.map((scheme) => `${scheme}://${nameOf(role)}:${website.port}/`))
        .join('\n');
    return {
      runId,
      website,
      network,
      gateway,
      containers: proxies,
      configuration,
      hosts,
      verify: (secrets, { schemes = BOTH, ...options } = {}) =>
        verifyOwnProxies({
          configuration: configuration(secrets),
          configurationSource: 'scene',
          browser: process.env['CHROMIUM_PATH'] ?? '',
          credentials: new Map(
            Object.entries(secrets).flatMap(([role, secret]) => (secret ? [[arnOf(role), secret]] : [])),
          ),
          hosts: parseHosts(hosts(secrets, schemes), 'scene'),
          ...options,
        }),
      findings: ({ probes, checks }) =>
        [...probes, ...checks].flatMap(({ findings }) =>
          findings.map(({ requirement, verdict, seen, cause = '' }) =>
            readable(`${requirement} ${verdict}: ${seen} ${cause}`.trim()),
          ),
        ),
      readable,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function configurationOf(proxies: ReadonlyMap<string, RealProxyContainer>, secrets: Secrets): ProxyConfiguration {
  const entries = Object.entries(secrets).map(([role, secret]) => ({
    externalProxy: {
      server: 'localhost',
      port: proxies.get(role)?.port,
      domainPatterns: [nameOf(role)],
      ...(secret === undefined ? {} : { credentials: { basicAuth: { secretArn: arnOf(role) } } }),
    },
  }));
  return parseProxyConfiguration({ proxies: entries }, 'scene');
}

const nameOf = (role: string): string => `${role}.test`;
const arnOf = (role: string): string => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${role}-AbCdEf`;
