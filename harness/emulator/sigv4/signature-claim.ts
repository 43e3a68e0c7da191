import type { ReceivedRequest } from '../api/received-request.ts';
import { ServiceError } from '../api/service-error.ts';
import { readHeaderClaim } from './header-claim.ts';
import { readQueryClaim } from './query-claim.ts';

/** Where a signature travels, and with it everything that it says about itself. */
type SignatureCarrier =
  | { readonly in: 'headers' }
  /** A presigned URL, good for so many seconds after its date. */
  | { readonly in: 'query'; readonly expiresSeconds: number };

/** What a request says about its own signature. Nothing of it is verified yet. */
export interface SignatureClaim {
  readonly carrier: SignatureCarrier;
  readonly accessKeyId: string;
  /** `YYYYMMDD`, region and service of the credential scope. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  /** Of temporary credentials. */
  readonly sessionToken: string | undefined;
  /** Lower-case header names. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  readonly signedAt: Date;
}

/**
 * Reads the Authorization header, or where there is none the query of a presigned URL.
 * @throws {ServiceError} MissingAuthenticationTokenException with neither, IncompleteSignatureException (which names
 * every missing part, and quotes none) for one that is not whole.
 */
export function readSignatureClaim(request: ReceivedRequest): SignatureClaim {
  if (request.headers.authorization) return readHeaderClaim(request);
  if (Object.keys(request.query).some((name) => name.startsWith('X-Amz-'))) return readQueryClaim(request);
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
}
