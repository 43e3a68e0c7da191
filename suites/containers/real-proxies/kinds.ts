import { baseConfiguration } from '../../squid/base-configuration.ts';
import { basicAuth } from '../../squid/basic-auth.ts';
import { PROXY_FOLDER, PROXY_PORT, type RealProxyOptions } from './container.ts';

type Credentials = { readonly username: string; readonly password: string };
/** What a container is started with to be a certain proxy. */
export type Kind = Pick<RealProxyOptions, 'command' | 'files' | 'listening'>;

/** Where Debian puts Squid's helpers. */
const HELPERS = '/usr/lib/squid';

/** A Squid of this configuration. */
function squid(configuration: string, files: Readonly<Record<string, string>> = {}, port = String(PROXY_PORT)): Kind {
  const file = `${PROXY_FOLDER}/squid.conf`;
  return {
    // In the foreground, with what it has to say on standard error.
    command: ['squid', '-N', '-d', '1', '-f', file],
    files: { ...files, 'squid.conf': `${baseConfiguration(port, PROXY_FOLDER)}\n${configuration}\n` },
    listening: /Accepting .*HTTP Socket connections/,
  };
}

export const openSquid: Kind = squid('http_access allow all');

export async function squidWithBasicAuth(credentials: Credentials): Promise<Kind> {
  const { configuration, files } = await basicAuth(credentials, `${HELPERS}/basic_ncsa_auth`);
  return squid(configuration, files);
}

/**
 * A Squid that looks into TLS (`ssl_bump`): it answers for every host with a certificate that it makes on the spot.
 *
 * @param authority key and certificate in PEM that it signs with.
 * @param trusted PEM of the authority whom it trusts on its other side.
 */
export function inspectingSquid(authority: { readonly key: string; readonly cert: string }, trusted: string): Kind {
  const configuration = [
    `sslcrtd_program ${HELPERS}/security_file_certgen -s ${PROXY_FOLDER}/certificates -M 4MB`,
    'sslcrtd_children 1 startup=1 idle=1',
    // Its name (SNI) is read first, so that the certificate is made for it.
    'acl first at_step SslBump1',
    'ssl_bump peek first',
    'ssl_bump bump all',
    'tls_outgoing_options cafile=trusted.pem',
    'http_access allow all',
  ];
  const files = { 'authority.pem': `${authority.cert}\n${authority.key}\n`, 'trusted.pem': trusted };
  const port = `${PROXY_PORT} ssl-bump tls-cert=${PROXY_FOLDER}/authority.pem generate-host-certificates=on`;
  return squid(configuration.join('\n'), files, port);
}

/** A tinyproxy that leads to these names only: whatever a browser asks for on its own, no name is looked up for it. */
export function tinyproxy(names: readonly string[], credentials?: Credentials): Kind {
  const file = `${PROXY_FOLDER}/tinyproxy.conf`;
  const lines = [
    `Port ${PROXY_PORT}`,
    'LogLevel Info',
    `Filter "${PROXY_FOLDER}/filter"`,
    'FilterDefaultDeny Yes',
    ...(credentials === undefined ? [] : [`BasicAuth ${credentials.username} ${credentials.password}`]),
  ];
  return {
    command: ['tinyproxy', '-d', '-c', file],
    files: { 'tinyproxy.conf': `${lines.join('\n')}\n`, filter: names.map((name) => `^${name}$\n`).join('') },
    listening: /Accepting connections/,
  };
}
