import type { ProxyConfiguration } from '../proxy-configuration.ts';
import { proxyName } from '../proxy-name.ts';
import { proxyPath } from './claims.ts';
import type { LintRule } from './rule.ts';

/** Different proxies with the same secret: each of them learns the password of the others. */
export const sharedCredentials: LintRule = (configuration) =>
  [...configuration.proxies.keys()].flatMap((index) => {
    const first = firstToShare(configuration, index);
    if (first === undefined) return [];
    return [
      {
        id: 'credentials-shared',
        severity: 'note',
        path: secretPath(index),
        related: [secretPath(first)],
        message: `${proxyName(configuration, index)} gets the same user name and password as ${proxyName(configuration, first)}, from one secret.`,
        advice: 'Give each proxy a secret of its own, unless the same people run both.',
      },
    ];
  });

/** The first proxy with the same secret, if that is another server; two entries for one server share it rightly. */
function firstToShare({ proxies }: ProxyConfiguration, index: number): number | undefined {
  const own = proxies[index]?.externalProxy;
  const secretArn = own?.credentials?.basicAuth.secretArn;
  if (own === undefined || secretArn === undefined) return undefined;
  const first = proxies.findIndex(({ externalProxy }) => externalProxy.credentials?.basicAuth.secretArn === secretArn);
  const isSameServer = proxies[first]?.externalProxy.server.toLowerCase() === own.server.toLowerCase();
  return first === index || isSameServer ? undefined : first;
}

function secretPath(index: number): string {
  return `${proxyPath(index)}.externalProxy.credentials.basicAuth.secretArn`;
}
