import type { ReceivedRequest } from '../api/received-request.ts';
import { ServiceError } from '../api/service-error.ts';
import { readCredentialScope } from './credential-scope.ts';
import type { SignatureClaim } from './signature-claim.ts';
import { parseLongDate } from './signature-date.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Reads the Authorization and X-Amz-Date headers. @throws {ServiceError} IncompleteSignatureException */
export function readHeaderClaim({ headers }: ReceivedRequest): SignatureClaim {
  const parts = authorizationParts(headers.authorization ?? '');
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((n) => parts.get(n));
  const signedAt = parseLongDate(headers['x-amz-date']);
  if (!credential || !signedHeaders || !signature || !signedAt) {
    const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((name) => !parts.get(name));
    const problems = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    if (!signedAt) problems.push("Authorization header requires existence of an 'X-Amz-Date' header.");
    throw new ServiceError('IncompleteSignatureException', problems.join(' '));
  }
  return {
    carrier: { in: 'headers' },
    ...readCredentialScope(credential),
    sessionToken: headers['x-amz-security-token']?.toString(),
    signedHeaders: signedHeaders.split(';'),
    signature,
    signedAt,
  };
}

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; no parts for any other scheme. */
function authorizationParts(authorization: string): ReadonlyMap<string, string> {
  if (!authorization.startsWith(`${ALGORITHM} `)) return new Map();
  const parts = authorization.slice(ALGORITHM.length).split(',');
  return new Map(
    parts.map((part): [string, string] => {
      const [name = '', ...value] = part.trim().split('=');
      return [name, value.join('=')];
    }),
  );
}
