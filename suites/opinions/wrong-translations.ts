import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';

/** A way to misread the document, as what becomes of a configuration before it is translated for an engine. */
export interface WrongTranslation {
  readonly id: string;
  readonly misread: (configuration: ProxyConfiguration) => ProxyConfiguration;
}

/** Each must be noticed with each engine, or agreement with it would mean nothing. */
export const WRONG_TRANSLATIONS: readonly WrongTranslation[] = [
  { id: 'bypass is ignored', misread: ({ proxies }) => ({ proxies }) },
  {
    id: 'a leading dot is ignored',
    misread: (configuration) => withPatterns(configuration, (pattern) => pattern.replace(/^\./, '')),
  },
  {
    id: 'every pattern claims what is below it',
    misread: (configuration) => withPatterns(configuration, (pattern) => pattern.replace(/^\.?/, '.')),
  },
  {
    id: 'default proxies take nothing',
    misread: ({ proxies, ...rest }) => ({
      ...rest,
      proxies: proxies.map(({ externalProxy }) => ({
        externalProxy: { ...externalProxy, domainPatterns: externalProxy.domainPatterns ?? ['nothing.invalid'] },
      })),
    }),
  },
  {
    id: 'a later proxy wins over an earlier one',
    misread: ({ proxies, ...rest }) => ({
      ...rest,
      proxies: proxies.map(({ externalProxy: { domainPatterns, ...proxy } }, index) => {
        const later = proxies.slice(index + 1).flatMap(({ externalProxy }) => externalProxy.domainPatterns ?? []);
        const left = domainPatterns?.filter((pattern) => !later.includes(pattern));
        return { externalProxy: { ...proxy, ...(left && { domainPatterns: [...left, 'nothing.invalid'] }) } };
      }),
    }),
  },
];

function withPatterns({ proxies, bypass }: ProxyConfiguration, write: (pattern: string) => string): ProxyConfiguration {
  return {
    proxies: proxies.map(({ externalProxy: { domainPatterns, ...proxy } }) => ({
      externalProxy: { ...proxy, ...(domainPatterns && { domainPatterns: domainPatterns.map(write) }) },
    })),
    ...(bypass?.domainPatterns && { bypass: { domainPatterns: bypass.domainPatterns.map(write) } }),
  };
}
