import type { ReceivedRequest } from '../api/received-request.ts';
import { ServiceError } from '../api/service-error.ts';

/** What a request says about its own signature. Nothing of it is verified yet. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `YYYYMMDD`, region and service of the credential scope. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case header names. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  readonly signedAt: Date;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONG_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Reads the Authorization and X-Amz-Date headers.
 * @throws {ServiceError} MissingAuthenticationTokenException without an Authorization header,
 * IncompleteSignatureException (which names every missing part, and quotes none) for one that is not whole.
 */
export function readSignatureClaim({ headers }: ReceivedRequest): SignatureClaim {
  const { authorization } = headers;
  if (!authorization) throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const parts = authorizationParts(authorization);
  const [credential, signedHeaders, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((n) => parts.get(n));
  const signedAt = parseLongDate(headers['x-amz-date']);
  if (!credential || !signedHeaders || !signature || !signedAt) {
    const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((name) => !parts.get(name));
    const problems = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    if (!signedAt) problems.push("Authorization header requires existence of an 'X-Amz-Date' header.");
    throw new ServiceError('IncompleteSignatureException', problems.join(' '));
  }
  const [accessKeyId, scopeDate, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !scopeDate || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    throw new ServiceError(
      'IncompleteSignatureException',
      'Credential must be <access key id>/<date>/<region>/<service>/aws4_request.',
    );
  }
  return { accessKeyId, scopeDate, region, service, signedHeaders: signedHeaders.split(';'), signature, signedAt };
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

function parseLongDate(text: string | string[] | undefined): Date | undefined {
  if (typeof text !== 'string' || !LONG_DATE.test(text)) return undefined;
  const date = new Date(text.replace(LONG_DATE, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
