import { readFileSync } from 'node:fs';

const FILE = new URL('../examples/squid.conf', import.meta.url);

/** What of the file is about where requests go; the rest keeps Squid to itself in its container. */
const ROUTING =
  /^(acl|cache_peer|cache_peer_access|http_access|never_direct|nonhierarchical_direct|server_persistent_connections|url_rewrite_\w+) /;

/**
 * The configuration of the Squid of docker-compose.yml for an origin on this machine.
 *
 * @param port of 127.0.0.1, where the origin serves all schemes.
 * @param egress address of this machine that its connections come from.
 */
export function ledToOrigin(port: number, egress: string): string {
  const lines = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => ROUTING.test(line))
    .map((line) =>
      line.replace(/ origin parent (80|443) /, ` 127.0.0.1 parent ${port} `).replace('/:443/', `/:${port}/`),
    );
  return [...lines, `tcp_outgoing_address ${egress}`].join('\n');
}
