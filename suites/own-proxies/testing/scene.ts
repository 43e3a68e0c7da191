import type { LookupFunction } from 'node:net';
import type { ProxySecret } from '../../../harness/configuration/credentials.ts';
import { parseProxyConfiguration } from '../../../harness/configuration/parse-proxy-configuration.ts';
import type { ProxyConfiguration } from '../../../harness/configuration/proxy-configuration.ts';
import type { CheckResult, Verification } from '../../../harness/conformance/verification.ts';
import { parseHosts } from '../../../harness/matrix/hosts-file.ts';
import { type VerifyOwnProxiesOptions, verifyOwnProxies } from '../../../harness/own-proxies/verify.ts';

export const CREDENTIALS: ProxySecret = { username: 'acpc.user', password: 'p4ss-W0rd.of+the=proxy' };
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:proxy-AbCdEf';

/** Only `localhost` is a name here. */
const lookup: LookupFunction = (host, _options, done) => {
  if (host === 'localhost' || host === '127.0.0.1') done(null, '127.0.0.1', 4);
  else done(Object.assign(new Error(`ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '', 0);
};

/** One proxy, and what is claimed for it. */
export interface Entry {
  readonly port: number;
  readonly patterns?: readonly string[];
  readonly authenticated?: boolean;
}

/** A configuration whose proxies all are on this machine, under the name of `localhost`. */
export function configurationOf(entries: readonly Entry[]): ProxyConfiguration {
  return parseProxyConfiguration(
    {
      proxies: entries.map(({ port, patterns, authenticated = true }) => ({
        externalProxy: {
          server: 'localhost',
          port,
          ...(patterns === undefined ? {} : { domainPatterns: patterns }),
          ...(authenticated ? { credentials: { basicAuth: { secretArn: ARN } } } : {}),
        },
      })),
    },
    'scene',
  );
}

/** Verifies proxies with the user's URLs, each on a line. */
export async function verifyWith(
  entries: readonly Entry[],
  urls: readonly string[],
  options: Partial<VerifyOwnProxiesOptions> = {},
): Promise<Verification> {
  return verifyOwnProxies({
    configuration: configurationOf(entries),
    configurationSource: 'scene',
    browser: process.env['CHROMIUM_PATH'] ?? '',
    credentials: new Map([[ARN, CREDENTIALS]]),
    hosts: urls.length === 0 ? [] : parseHosts(urls.join('\n'), 'hosts'),
    lookup,
    ...options,
  });
}

/** What each check of the proxies saw, with `:PORT` for every port: they are new in each run. */
export function seenBy(verification: Verification): Readonly<Record<string, string>> {
  const withoutPorts = (text: string): string => text.replace(/:\d{4,5}\b/g, ':PORT');
  return Object.fromEntries(
    ownChecks(verification).map(({ id, verdict, seen }) => [withoutPorts(id), `${verdict}: ${withoutPorts(seen)}`]),
  );
}

/** The checks of the proxies that do not conform, with what was found and why, without ports. */
export function findingsOf(verification: Verification): readonly string[] {
  return [...verification.probes, ...verification.checks].flatMap(({ findings }) =>
    findings.map(({ requirement, verdict, seen, cause }) =>
      `${requirement} ${verdict}: ${seen}${cause === undefined ? '' : ` | ${cause}`}`.replace(/:\d{4,5}\b/g, ':PORT'),
    ),
  );
}

function ownChecks({ checks }: Verification): readonly CheckResult[] {
  return checks.filter(({ id }) => id.startsWith('own-proxy/'));
}
