import { randomBytes } from 'node:crypto';
import type { Credentials } from './principal.ts';

/** Random, and by its first word no key of a real account. */
export function newCredentials(): Credentials {
  return {
    accessKeyId: `EMULATED${randomBytes(6).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
}

/** As those of an assumed role: with a session token. */
export function newSessionCredentials(): Credentials {
  return { ...newCredentials(), sessionToken: randomBytes(96).toString('base64') };
}
