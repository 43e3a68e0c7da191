import { proxyPath } from '../configuration/lint/claims.ts';
import { neverChosenProxies } from '../configuration/lint/never-chosen-proxies.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';

/** The proxies that no host ever goes to, by position, and why, as one sentence. Nothing can be examined of them. */
export function neverChosen(configuration: ProxyConfiguration): ReadonlyMap<number, string> {
  const reasons = new Map(neverChosenProxies(configuration).map(({ path, message }) => [path, message]));
  return new Map(
    [...configuration.proxies.keys()].flatMap((index) => {
      const reason = reasons.get(proxyPath(index));
      return reason === undefined ? [] : [[index, reason] as const];
    }),
  );
}
