import type { Access } from '../options.ts';
import type { CredentialState } from '../record.ts';
import { fieldValues } from './fields.ts';
import { Secret } from './secret.ts';

/** RFC 7617 section 2: the scheme in any case, one or more spaces, then base64 with its padding. */
const BASIC = /^basic +((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/i;
const COLON = 0x3a;

/** Judges what a request presents. */
export interface AccessCheck {
  judge(rawHeaders: readonly string[]): CredentialState;
  /** Whether a request with such credentials is served. */
  admits(credentials: CredentialState): boolean;
  /** Value of `Proxy-Authenticate`. */
  readonly challenge: string;
}

/** What a request's header is compared with. */
interface Expected {
  /** The header as nearly every client writes it, which spares decoding it. */
  readonly header: Secret;
  /** User name, colon and password. */
  readonly pair: Secret;
}

/** `name` stands in for a realm that is not given. */
export function accessCheck(access: Access, name: string): AccessCheck {
  const expected = access.kind === 'basic' ? expect(`${access.username}:${access.password}`) : undefined;
  const realm = access.kind === 'basic' ? (access.realm ?? name) : name;
  return {
    judge: (rawHeaders) => judge(rawHeaders, expected),
    admits: (credentials) => expected === undefined || credentials === 'valid',
    challenge: `Basic realm="${quotable(realm)}", charset="UTF-8"`,
  };
}

function expect(pair: string): Expected {
  const bytes = Buffer.from(pair);
  return { header: new Secret(Buffer.from(`Basic ${bytes.toString('base64')}`)), pair: new Secret(bytes) };
}

function judge(rawHeaders: readonly string[], expected: Expected | undefined): CredentialState {
  const [value, ...others] = fieldValues(rawHeaders, 'proxy-authorization');
  if (value === undefined) return 'absent';
  if (others.length > 0) return 'malformed';
  if (expected?.header.equals(Buffer.from(value, 'latin1'))) return 'valid';
  const [, base64] = BASIC.exec(value) ?? [];
  if (base64 === undefined) return 'malformed';
  const presented = Buffer.from(base64, 'base64');
  if (!presented.includes(COLON)) return 'malformed';
  return expected?.pair.equals(presented) ? 'valid' : 'invalid';
}

/** Content of an RFC 9110 quoted-string; other characters than visible ASCII become `?`. */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&');
}
