import { writeFileSync } from 'node:fs';
import type { AwsWorld } from './aws-world.ts';

/** A proxy with credentials for a domain, a default, and a bypass. */
const WHOLE = {
  proxies: [
    {
      externalProxy: {
        server: 'corp.example.com',
        port: 8080,
        domainPatterns: ['.company.test'],
        credentials: { basicAuth: { secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:corp-AbCdEf' } },
      },
    },
    { externalProxy: { server: 'rest.example.com', port: 3128 } },
  ],
  bypass: { domainPatterns: ['.direct.test'] },
};

/** One proxy for everything: the fewest probes. */
const SMALL = { proxies: [{ externalProxy: { server: 'rest.example.com', port: 3128 } }] };

/** Writes the configurations that commands are told of. */
export function writeInputs({ workplace }: AwsWorld): void {
  writeFileSync(workplace.path('whole.json'), JSON.stringify(WHOLE));
  writeFileSync(workplace.path('small.json'), JSON.stringify(SMALL));
}

/** How a user of AWS has a configuration verified. */
export function verify(...more: readonly string[]): readonly string[] {
  return ['verify', ...more, '--target', 'aws', '--region', 'us-east-1', '--deployment', 'deployment.json'];
}
