import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';

/** What a PAC script says for the proxy at a position, or for going direct. */
export interface PacAnswers {
  readonly proxy: (index: number) => string;
  readonly direct: string;
}

/**
 * A configuration as a PAC function of the host, sentence by sentence of the document: bypass domains first, then
 * each proxy's patterns in array order, then the first proxy without patterns. `.example.com` is the domain itself or
 * anything below it, everything else the very same host.
 */
export function pacFunction({ proxies, bypass }: ProxyConfiguration, answers: PacAnswers): string {
  const statements: string[] = [];
  if (bypass?.domainPatterns) statements.push(when(bypass.domainPatterns, answers.direct));
  for (const [index, { externalProxy }] of proxies.entries()) {
    if (externalProxy.domainPatterns) statements.push(when(externalProxy.domainPatterns, answers.proxy(index)));
  }
  const rest = proxies.findIndex(({ externalProxy }) => externalProxy.domainPatterns === undefined);
  statements.push(`return ${JSON.stringify(rest === -1 ? answers.direct : answers.proxy(rest))};`);
  return `function (host) { ${statements.join(' ')} }`;
}

function when(patterns: readonly string[], answer: string): string {
  return `if (${patterns.map(test).join(' || ')}) return ${JSON.stringify(answer)};`;
}

function test(pattern: string): string {
  const same = (name: string) => `host == ${JSON.stringify(name)}`;
  return pattern.startsWith('.')
    ? `${same(pattern.slice(1))} || dnsDomainIs(host, ${JSON.stringify(pattern)})`
    : same(pattern);
}

/**
 * Many configurations in one script, since a browser takes a script only at its start. The port of a request says
 * which configuration it is about: that of the first is `firstPort`.
 */
export function pacScript(functions: readonly string[], firstPort: number, otherwise: string): string {
  return `var configurations = [
${functions.join(',\n')}
];
function FindProxyForURL(url, host) {
  var port = /:(\\d+)\\/$/.exec(url);
  var configuration = port && configurations[port[1] - ${firstPort}];
  return configuration ? configuration(host) : ${JSON.stringify(otherwise)};
}
`;
}
