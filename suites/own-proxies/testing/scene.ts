import type { LookupFunction } from 'node:net';
import type { ProxySecret } from '../../../harness/configuration/credentials.ts';
import { parseProxyConfiguration } from '../../../harness/configuration/parse-proxy-configuration.ts';
import type { ProxyConfiguration } from '../../../harness/configuration/proxy-configuration.ts';
import type { CheckResult, Verification } from '../../../harness/conformance/verification.ts';
import { parseHosts } from '../../../harness/matrix/hosts-file.ts';
import { type VerifyOwnProxiesOptions, verifyOwnProxies } from '../../../harness/own-proxies/verify.ts';

export const CREDENTIALS: ProxySecret = { username: 'acpc.user', password: 'p4ss-W0rd.of_the.proxy' };
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:proxy-AbCdEf';

/** Only `localhost` is a name here. */
const lookup: LookupFunction = (host, options, done) => {
  const address = '127.0.0.1';
  if (host !== 'localhost') done(Object.assign(new Error(`ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), '', 0);
  else if (options.all) done(null, [{ address, family: 4 }]);
  else done(null, address, 4);
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

/** What each check of the proxies saw, without what is new in each run. */
export function seenBy(verification: Verification): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ownChecks(verification).map(({ id, verdict, seen }) => [lasting(id), `${verdict}: ${lasting(seen)}`]),
  );
}

/** Everything that was found, with its likely cause, without what is new in each run. */
export function findingsOf({ probes, checks }: Verification): readonly string[] {
  return [...probes, ...checks].flatMap(({ findings }) =>
    findings.map(({ requirement, verdict, seen, cause = '' }) =>
      lasting(`${requirement} ${verdict}: ${seen} ${cause}`.trim()),
    ),
  );
}

function lasting(text: string): string {
  return text
    .replace(/:\d{4,5}\b/g, ':PORT')
    .replace(/\d+\.\d ms/g, 'N ms')
    .replace(/\d+ bytes/g, 'N bytes')
    .replace(/emulator [0-9a-f]{8}/g, 'emulator ID');
}

function ownChecks({ checks }: Verification): readonly CheckResult[] {
  return checks.filter(({ id }) => id.startsWith('own-proxy/'));
}
