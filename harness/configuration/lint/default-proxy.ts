import { proxyName } from '../proxy-name.ts';
import { defaultProxies, proxyPath } from './claims.ts';
import type { LintRule } from './rule.ts';

/** No default proxy, or several: what becomes of the hosts that no pattern claims is then left to the service. */
export const defaultProxy: LintRule = (configuration) => {
  const defaults = defaultProxies(configuration);
  if (defaults.length === 1) return [];
  if (defaults.length === 0) {
    return [
      {
        id: 'default-missing',
        severity: 'note',
        path: 'proxies',
        related: [],
        message:
          'Every proxy has `domainPatterns`, so there is no default proxy, and the AgentCore documentation does not say what becomes of the other hosts.',
        advice: 'Add a proxy without `domainPatterns` if all traffic is to go through a proxy.',
      },
    ];
  }
  const names = defaults.map((index) => proxyName(configuration, index)).join(' and ');
  return [
    {
      id: 'default-several',
      severity: 'warning',
      path: 'proxies',
      related: defaults.map(proxyPath),
      message: `${names} have no \`domainPatterns\`, and the AgentCore documentation does not say which of them is the default proxy; the first is taken to be.`,
      advice: 'Give all but one of them `domainPatterns`.',
    },
  ];
};
