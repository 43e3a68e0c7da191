import type { Authority } from '../../proxies/index.ts';
import type { ProxySecret } from '../configuration/credentials.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { ProxyName } from '../conformance/verification.ts';
import { authorityOf } from '../evidence/attribute.ts';
import type { Probe } from '../matrix/probe.ts';

/** Something that a proxy can be asked for, in the way in which a browser asks for it. */
export interface Destination {
  /** `forward` for `http:`, `tunnel` (CONNECT) for everything else, `ws:` included. */
  readonly kind: 'tunnel' | 'forward';
  readonly host: string;
  /** `host:port`. */
  readonly authority: string;
  readonly tls: boolean;
  readonly url: string;
}

/** One of the user's own proxies, as the configuration describes it. */
export interface OwnProxy {
  readonly name: ProxyName;
  readonly address: Authority;
  /** What its secret holds; `undefined` where the configuration names none. */
  readonly credentials: ProxySecret | undefined;
  /** What the user's hosts and URLs need of it. */
  readonly needed: readonly Destination[];
  /** What it is asked for where it does not matter what: the first that is needed, else a host that it claims. */
  readonly sample: Destination;
}

/** Nobody has this name (RFC 6761, section 6.4): for a proxy that no host of the run goes to. */
const NOBODY: Destination = {
  kind: 'tunnel',
  host: 'acpc-probe.invalid',
  authority: 'acpc-probe.invalid:443',
  tls: true,
  url: 'https://acpc-probe.invalid/',
};

/** @param credentials by ARN of the secret. */
export function ownProxies(
  configuration: ProxyConfiguration,
  names: readonly ProxyName[],
  credentials: ReadonlyMap<string, ProxySecret>,
  probes: readonly Probe[],
): readonly OwnProxy[] {
  return configuration.proxies.flatMap(({ externalProxy }, index) => {
    const name = names[index];
    if (name === undefined) return [];
    const expected = probes.filter(({ expected: { route } }) => route.kind === 'proxy' && route.index === index);
    const needed = distinct(expected.filter(isUsersOwn).map(destinationOf));
    const claimed = expected.find(({ scheme }) => scheme === 'https') ?? expected[0];
    return {
      name,
      address: { host: externalProxy.server, port: externalProxy.port },
      credentials: credentials.get(externalProxy.credentials?.basicAuth.secretArn ?? ''),
      needed,
      sample: needed[0] ?? (claimed === undefined ? NOBODY : destinationOf(claimed)),
    };
  });
}

/** Whether the user named the host, rather than that it was derived from a pattern. */
export function isUsersOwn({ source: { variant } }: Probe): boolean {
  return variant === 'user-host' || variant === 'user-expectation';
}

function destinationOf(probe: Probe): Destination {
  const { scheme, url } = probe;
  return {
    kind: scheme === 'http' ? 'forward' : 'tunnel',
    host: new URL(url).hostname,
    authority: authorityOf(probe),
    tls: scheme === 'https' || scheme === 'wss',
    url: url.replace(/^ws/, 'http'),
  };
}

function distinct(destinations: readonly Destination[]): readonly Destination[] {
  const keyed = new Map<string, Destination>();
  for (const destination of destinations) {
    const key = `${destination.kind} ${destination.authority} ${destination.tls}`;
    if (!keyed.has(key)) keyed.set(key, destination);
  }
  return [...keyed.values()];
}
