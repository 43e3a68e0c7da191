import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import type { Verification } from '../../harness/conformance/verification.ts';
import { type VerifyOptions, verify } from '../../harness/conformance/verify.ts';
import requirements from '../requirements/catalogue.ts';

export const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;

/** Bypass, two proxies that claim the same host, a default; two of them with credentials. */
export const configuration: ProxyConfiguration = {
  proxies: [
    {
      externalProxy: {
        server: 'wide.example',
        port: 8080,
        domainPatterns: ['.company.test'],
        credentials: { basicAuth: { secretArn: arn('wide') } },
      },
    },
    { externalProxy: { server: 'narrow.example', port: 8080, domainPatterns: ['api.company.test'] } },
    {
      externalProxy: {
        server: 'rest.example',
        port: 3128,
        credentials: { basicAuth: { secretArn: arn('rest') } },
      },
    },
  ],
  bypass: { domainPatterns: ['direct.company.test'] },
};

/** Verifies that configuration, or another, with the emulator as documented unless it is sabotaged. */
export async function run(options: Partial<VerifyOptions> = {}): Promise<Verification> {
  return verify({
    configuration,
    configurationSource: 'test',
    browser: process.env['CHROMIUM_PATH'] ?? '',
    requirements,
    schemes: ['http', 'https'],
    ...options,
  });
}

/** Every requirement that a violation names. */
export function violations({ probes, checks }: Verification): readonly string[] {
  const findings = [...probes, ...checks].flatMap((result) => result.findings);
  return [
    ...new Set(findings.filter(({ verdict }) => verdict === 'violates').map(({ requirement }) => requirement)),
  ].sort();
}
