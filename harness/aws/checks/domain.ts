import { lookup } from 'node:dns/promises';
import type { Violation } from '../../configuration/invalid-input.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { newRunId } from '../../matrix/marker.ts';

/** Whether any name below a deployment's domain leads to its origin, as this machine sees the DNS. */
export async function checkDomain({ domain, origin }: Deployment): Promise<readonly Violation[]> {
  // The root of DNS is where sessions resolve every name to the origin, which only they can see.
  if (domain === undefined || domain === '.') return [];
  const name = `${newRunId()}.${domain}`;
  const [found, wanted] = await Promise.all([addressesOf(name), addressesOf(origin.host)]);
  if (found.some((address) => wanted.includes(address))) return [];
  const problem =
    found.length === 0
      ? `No name below ${domain} can be resolved here.`
      : `${name} leads to ${found.join(', ')}, and the origin is at ${origin.host}.`;
  const fix = `Add a wildcard record *.${domain} for ${origin.host}, or take domain out of the file: then only requests through proxies are proved.`;
  return [{ path: 'domain', rule: 'dns', problem, fix }];
}

async function addressesOf(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
