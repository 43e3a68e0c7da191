import ipaddr from 'ipaddr.js';
import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import { browserException } from '../../harness/routing/browser-exceptions.ts';
import { parseHost } from '../../harness/routing/host.ts';
import type { Route } from '../../harness/routing/route.ts';
import type { Question } from './question.ts';

/** A point, on which the document is silent, where an engine reads a question in its own way. */
export interface KnownDisagreement {
  readonly id: string;
  /** What the engine does, and why. */
  readonly because: string;
  /** The question that the oracle must be asked for the engine's opinion; the same one where the row says nothing. */
  readonly asIf: (question: Question) => Question;
  /** The row by one question, where the oracle says something else. */
  readonly example: Question & { readonly engine: Route };
}

const DIRECT: Route = { kind: 'direct' };
const toProxy = (index: number): Route => ({ kind: 'proxy', index });

/** A proxy for each list of patterns; without one, a default proxy. */
function configured(...ofProxies: readonly (readonly string[] | undefined)[]): ProxyConfiguration {
  return {
    proxies: ofProxies.map((domainPatterns, index) => ({
      externalProxy: { server: `proxy-${index}.test`, port: 8080, ...(domainPatterns && { domainPatterns }) },
    })),
  };
}

/** The configuration with every pattern as `read` says; `undefined`: it claims nothing. */
function readPatterns({ proxies, bypass }: ProxyConfiguration, read: (pattern: string) => string | undefined) {
  const reading = (patterns: readonly string[]) => patterns.map((pattern) => read(pattern) ?? 'nothing.invalid');
  return {
    proxies: proxies.map(({ externalProxy }) => ({
      externalProxy: {
        ...externalProxy,
        ...(externalProxy.domainPatterns && { domainPatterns: reading(externalProxy.domainPatterns) }),
      },
    })),
    ...(bypass?.domainPatterns && { bypass: { domainPatterns: reading(bypass.domainPatterns) } }),
  };
}

const tailOfAddress: KnownDisagreement = {
  id: 'tail-of-address',
  because:
    'A pattern with a leading dot claims every address that ends in it: the engine compares texts from their ends and does not ask what an address is.',
  asIf: (question) => {
    const { kind, name } = parseHost(question.host);
    if (kind !== 'ipv4') return question;
    const claims = (pattern: string) => pattern.startsWith('.') && `.${name}`.endsWith(pattern);
    const configuration = readPatterns(question.configuration, (pattern) => (claims(pattern) ? name : pattern));
    return { ...question, configuration };
  },
  example: { configuration: configured(['.0.0.1'], undefined), host: '110.0.0.1', engine: toProxy(0) },
};

const ipv4WithinIpv6: KnownDisagreement = {
  id: 'ipv4-within-ipv6',
  because: 'A pattern that is an IPv4 address claims the IPv6 address that stands for it: to the engine they are one.',
  asIf: (question) => {
    const { kind, name } = parseHost(question.host);
    const address = kind === 'ipv6' ? ipaddr.process(name) : undefined;
    return address?.kind() === 'ipv4' ? { ...question, host: address.toString() } : question;
  },
  example: { configuration: configured(['192.0.2.7'], undefined), host: '[::ffff:192.0.2.7]', engine: toProxy(0) },
};

const trailingDot: KnownDisagreement = {
  id: 'trailing-dot',
  because: 'No pattern claims a host with a trailing dot: the script gets the dot as well, and compares texts.',
  asIf: (question) => {
    if (!parseHost(question.host).rooted) return question;
    return { ...question, configuration: readPatterns(question.configuration, () => undefined) };
  },
  example: { configuration: configured(['.example.test'], undefined), host: 'www.example.test.', engine: toProxy(1) },
};

const upperCasePattern: KnownDisagreement = {
  id: 'upper-case-pattern',
  because:
    'A pattern with upper-case letters claims nothing: the browser writes hosts in lower case, and the script compares texts.',
  asIf: (question) => {
    const asWritten = (pattern: string) => (pattern === pattern.toLowerCase() ? pattern : undefined);
    return { ...question, configuration: readPatterns(question.configuration, asWritten) };
  },
  example: { configuration: configured(['.EXAMPLE.test'], undefined), host: 'www.example.test', engine: toProxy(1) },
};

const machineItself: KnownDisagreement = {
  id: 'loopback-and-link-local',
  because:
    'Loopback and link-local hosts go direct: the browser asks no PAC script about them, and `<-loopback>` changes that for `--proxy-server` only.',
  asIf: (question) => {
    if (browserException(question.host) === undefined) return question;
    const bypass = { domainPatterns: [parseHost(question.host).name] };
    return { ...question, configuration: { ...question.configuration, bypass } };
  },
  example: { configuration: configured(undefined), host: '169.254.169.254', engine: DIRECT },
};

/** Chromium's PAC engine, with patterns written into the script as they stand in the configuration. */
export const CHROMIUM_DISAGREES: readonly KnownDisagreement[] = [
  tailOfAddress,
  trailingDot,
  upperCasePattern,
  machineItself,
];

/** Squid, which reads case and trailing dots as the oracle does. */
export const SQUID_DISAGREES: readonly KnownDisagreement[] = [ipv4WithinIpv6, tailOfAddress];
