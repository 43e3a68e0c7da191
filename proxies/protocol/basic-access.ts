import { hash, timingSafeEqual } from 'node:crypto';
import type { Access } from '../options.ts';
import type { CredentialState } from '../record.ts';
import { fieldValues } from './fields.ts';

/** RFC 7617 section 2: the scheme in any case, one or more spaces, then base64 with its padding. */
const BASIC = /^basic +((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/i;
const COLON = 0x3a;

/** Judges what a request presents. Keeps a digest of the expected credentials, never the credentials. */
export interface AccessCheck {
  judge(rawHeaders: readonly string[]): CredentialState;
  /** Whether a request with such credentials is served. */
  admits(credentials: CredentialState): boolean;
  /** Value of `Proxy-Authenticate`. */
  readonly challenge: string;
}

/** `name` stands in for a realm that is not given. */
export function accessCheck(access: Access, name: string): AccessCheck {
  const expected = access.kind === 'basic' ? digest(Buffer.from(`${access.username}:${access.password}`)) : undefined;
  const realm = access.kind === 'basic' ? (access.realm ?? name) : name;
  return {
    judge: (rawHeaders) => judge(rawHeaders, expected),
    admits: (credentials) => expected === undefined || credentials === 'valid',
    challenge: `Basic realm="${quotable(realm)}", charset="UTF-8"`,
  };
}

function judge(rawHeaders: readonly string[], expected: Buffer | undefined): CredentialState {
  const [value, ...others] = fieldValues(rawHeaders, 'proxy-authorization');
  if (value === undefined) return 'absent';
  const [, base64] = BASIC.exec(value) ?? [];
  if (base64 === undefined || others.length > 0) return 'malformed';
  const presented = Buffer.from(base64, 'base64');
  if (!presented.includes(COLON)) return 'malformed';
  // Digests have one length, so the comparison takes the same time whatever was presented.
  return expected && timingSafeEqual(digest(presented), expected) ? 'valid' : 'invalid';
}

function digest(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** Content of an RFC 9110 quoted-string; other characters than visible ASCII become `?`. */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&');
}
