import type { Violation } from '../configuration/invalid-input.ts';
import { quoted } from '../configuration/values/quote.ts';
import { readHost } from '../routing/host.ts';
import type { Scheme } from './probe.ts';
import { REFUSED_PORTS } from './refused-ports.ts';

/** What a user can name to be asked for. */
export type Target =
  /** A host as it was written (IPv6 in brackets), to be asked for over whatever schemes a run has. */
  | { readonly kind: 'host'; readonly host: string }
  /** One URL, over its own scheme. */
  | { readonly kind: 'url'; readonly host: string; readonly scheme: Scheme; readonly url: string };

/** Not something to ask for. */
interface RefusedTarget {
  readonly kind: 'refused';
  readonly violation: Violation;
}

const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['http:', 'http'],
  ['https:', 'https'],
  ['ws:', 'ws'],
  ['wss:', 'wss'],
]);

function isHostWithPort(text: string): boolean {
  return /^[^:/@]+:\d+$/.test(text) && URL.canParse(`https://${text}/`);
}

/**
 * Reads a URL (`https://www.example.com/login?next=/`) or a bare host (`www.example.com`). `path` says where the
 * text stands, for the violation.
 */
export function readTarget(text: string, path: string): Target | RefusedTarget {
  const refuse = (rule: string, problem: string, fix: string): RefusedTarget => ({
    kind: 'refused',
    violation: { path, rule, value: quoted(text), problem, fix },
  });

  if (!text.includes('://')) {
    const host = readHost(text);
    if (host.kind !== 'not-a-host') return { kind: 'host', host: host.kind === 'ipv6' ? `[${host.name}]` : text };
    return refuse(
      'host-syntax',
      `This is not a host: ${host.problem}.`,
      isHostWithPort(text)
        ? `Write a whole URL: https://${text}/.`
        : 'Write a bare host (www.example.com), or a whole URL (https://www.example.com:8443/path) for anything more.',
    );
  }

  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = url && readHost(url.hostname);
  if (url === undefined || host === undefined || host.kind === 'not-a-host') {
    const why = host?.kind === 'not-a-host' ? `, because of its host: ${host.problem}` : '';
    return refuse('url-syntax', `No browser can ask for this URL${why}.`, 'Write it as https://www.example.com/path.');
  }
  const scheme = SCHEMES.get(url.protocol);
  if (scheme === undefined) {
    return refuse('url-scheme', `Proxies carry no ${url.protocol} URLs.`, 'Use http, https, ws or wss.');
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('url-credentials', 'The URL holds a user name or a password.', 'Leave them out: routing needs none.');
  }
  if (url.port !== '' && REFUSED_PORTS.has(Number(url.port))) {
    const problem = `Chromium refuses every request for port ${url.port} (ERR_UNSAFE_PORT).`;
    return refuse('url-port', problem, 'Name another port, or leave the URL out.');
  }
  return { kind: 'url', host: url.hostname, scheme, url: text };
}
