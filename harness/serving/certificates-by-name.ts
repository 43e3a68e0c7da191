import { createSecureContext, type SecureContext } from 'node:tls';
import type { Authority } from './authority.ts';

/** Names whose certificates are kept: more than a run asks for, and a bound for strangers who ask for ever new ones. */
const NAMES_KEPT = 2_000;

/** RFC 1035, section 2.3.4, as TLS's server name is: without an address. */
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i;

/**
 * A certificate of the authority's for each name that a client asks for, made once.
 * @returns what rejects for texts that are no host name.
 */
export function certificatesByName(authority: Authority): (serverName: string) => Promise<SecureContext> {
  const contexts = new Map<string, Promise<SecureContext>>();
  return async (serverName) => {
    // A name that is written as absolute, with a dot at its end, is the same one.
    const name = serverName.toLowerCase().replace(/\.$/, '');
    if (!HOST_NAME.test(name)) throw new RangeError('This is no host name.');
    const known = contexts.get(name);
    if (known !== undefined) return known;
    const [oldest] = contexts.keys();
    if (oldest !== undefined && contexts.size >= NAMES_KEPT) contexts.delete(oldest);
    const made = authority
      .issue([name])
      .then((certificate) => createSecureContext({ key: authority.key, cert: certificate + authority.certificate }));
    contexts.set(name, made);
    return made;
  };
}
