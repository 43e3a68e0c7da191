/** A server that nobody ever connects to: a start that is refused, or stopped at once, asks no proxy for anything. */
export const SERVER = 'proxy.example.test';

/** A start request with one proxy, which has these members beside a good server and port. */
export function withProxy(members: object): object {
  return withProxies([{ externalProxy: { server: SERVER, port: 8080, ...members } }]);
}

/** A start request with these entries for proxies. */
export function withProxies(proxies: readonly object[]): object {
  return { proxyConfiguration: { proxies } };
}

/** A start request with one proxy and this bypass. */
export function withBypass(domainPatterns: readonly unknown[]): object {
  return { proxyConfiguration: { proxies: proxies(1), bypass: { domainPatterns } } };
}

/** So many good entries. */
export function proxies(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ externalProxy: { server: SERVER, port: 8080 + index } }));
}

/** So many good patterns, all of them different. */
export function patterns(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `.n${index + 1}.test`);
}

/** A name of so many characters, 193 or more, in labels of at most 63. */
export function longName(length: number): string {
  return [...['a', 'b', 'c'].map((letter) => letter.repeat(63)), 'd'.repeat(length - 192)].join('.');
}
