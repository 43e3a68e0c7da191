import type { ReceivedRequest } from '../api/received-request.ts';
import { ServiceError } from '../api/service-error.ts';
import { readCredentialScope } from './credential-scope.ts';
import type { SignatureClaim } from './signature-claim.ts';
import { parseLongDate } from './signature-date.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
  'X-Amz-Expires',
];

/** Reads the query of a presigned URL. @throws {ServiceError} IncompleteSignatureException */
export function readQueryClaim({ query }: ReceivedRequest): SignatureClaim {
  const textOf = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value : '';
  };
  const missing = REQUIRED.filter((name) => textOf(name) === '');
  if (missing.length > 0) {
    throw incomplete(
      `${missing.map((name) => `AWS query-string parameters must include '${name}'.`).join(' ')} Re-examine the query-string parameters.`,
    );
  }
  if (textOf('X-Amz-Algorithm') !== ALGORITHM) throw incomplete(`X-Amz-Algorithm must be ${ALGORITHM}.`);
  const signedAt = parseLongDate(textOf('X-Amz-Date'));
  if (!signedAt) throw incomplete('X-Amz-Date must be in ISO-8601 basic format: YYYYMMDDTHHMMSSZ.');
  const expires = textOf('X-Amz-Expires');
  if (!/^\d{1,9}$/.test(expires)) throw incomplete('X-Amz-Expires must be a number of seconds.');
  return {
    carrier: { in: 'query', expiresSeconds: Number(expires) },
    ...readCredentialScope(textOf('X-Amz-Credential')),
    sessionToken: textOf('X-Amz-Security-Token') || undefined,
    signedHeaders: textOf('X-Amz-SignedHeaders').split(';'),
    signature: textOf('X-Amz-Signature'),
    signedAt,
  };
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignatureException', message);
}
