import { createHash } from 'node:crypto';
import { access, constants } from 'node:fs/promises';

/** Configuration and files that make a Squid ask for Basic credentials; see {@link basicAuth}. */
export interface BasicAuth {
  readonly configuration: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Where distributions put Squid's helpers. */
const HELPERS = [
  '/usr/lib/squid/basic_ncsa_auth',
  '/usr/lib64/squid/basic_ncsa_auth',
  '/usr/libexec/squid/basic_ncsa_auth',
];

/**
 * Lets in only who sends these credentials (407 for everybody else), checked by Squid's own helper `basic_ncsa_auth`.
 * The password is written as its MD5 sum, the one form that the helper reads and Node can make, into a file that
 * only Squid can read.
 *
 * @param program Squid's helper. Default: this machine's.
 * @throws {Error} when Squid's helper is not installed.
 */
export async function basicAuth(
  credentials: { readonly username: string; readonly password: string },
  program?: string,
): Promise<BasicAuth> {
  const { username, password } = credentials;
  return {
    configuration: [
      `auth_param basic program ${program ?? (await helper())} users`,
      'auth_param basic children 1 startup=1 idle=1',
      'auth_param basic realm squid',
      'acl known proxy_auth REQUIRED',
      'http_access allow known',
      'http_access deny all',
    ].join('\n'),
    files: { users: `${username}:${createHash('md5').update(password).digest('hex')}\n` },
  };
}

async function helper(): Promise<string> {
  for (const path of HELPERS) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new Error(`Squid’s helper for Basic authentication is in none of these places: ${HELPERS.join(', ')}.`);
}
