import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccessKey, Caller } from '../access/principal.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { ServiceError } from '../api/service-error.ts';
import type { Clock } from '../clock.ts';
import { signAgain } from './sign-again.ts';
import { readSignatureClaim, type SignatureClaim } from './signature-claim.ts';
import { longDate } from './signature-date.ts';

/** How far the date of a signature may be from the server's clock, either way; AWS's figure. */
const MAX_CLOCK_SKEW_SECONDS = 5 * 60;

/** How long a presigned URL may be good for; the service's figure for a live view, its only use. */
const MAX_EXPIRES_SECONDS = 5 * 60;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method.';

/**
 * Verifies Signature Version 4: signs what was received once more, with the secret key that belongs to the access key
 * and the received date, and compares. Every header counts as received, so a client may sign another host than it
 * connects to.
 */
export class SignatureVerifier {
  readonly #keys: ReadonlyMap<string, AccessKey>;
  readonly #region: string;
  readonly #clock: Clock;

  constructor(keys: readonly AccessKey[], region: string, clock: Clock) {
    this.#keys = new Map(keys.map((key) => [key.credentials.accessKeyId, key]));
    this.#region = region;
    this.#clock = clock;
  }

  /**
   * @param service the signing name of the service that the request is for.
   * @returns who signed it.
   * @throws {ServiceError} MissingAuthenticationTokenException, IncompleteSignatureException,
   * UnrecognizedClientException (unknown access key, or not the session token that belongs to it),
   * InvalidSignatureException (everything else, an expired signature among it, as AWS answers)
   */
  async verify(request: ReceivedRequest, service: string): Promise<Caller> {
    const claim = readSignatureClaim(request);
    const key = this.#keys.get(claim.accessKeyId);
    if (!key || claim.sessionToken !== key.credentials.sessionToken) {
      throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    }
    this.#checkScope(claim, service);
    this.#checkAge(claim);
    checkSignedHeaders(claim);
    checkPayload(request);
    if (!equal(claim.signature, await signAgain(request, claim, key.credentials))) throw invalid(MISMATCH);
    const { sourceIp, secureTransport } = request;
    return { principal: key.principal, sourceIp, secureTransport };
  }

  #checkScope(claim: SignatureClaim, service: string): void {
    if (claim.region !== this.#region) throw invalid(`Credential should be scoped to region '${this.#region}'.`);
    if (claim.service !== service) throw invalid(`Credential should be scoped to correct service: '${service}'.`);
    if (claim.scopeDate !== longDate(claim.signedAt).slice(0, 8)) {
      throw invalid('Date in Credential scope does not match the date of the X-Amz-Date header.');
    }
  }

  #checkAge({ signedAt, carrier }: SignatureClaim): void {
    if (carrier.in === 'query' && carrier.expiresSeconds > MAX_EXPIRES_SECONDS) {
      throw invalid(`X-Amz-Expires must be at most ${MAX_EXPIRES_SECONDS} seconds.`);
    }
    const now = this.#clock.now();
    const goodForSeconds = carrier.in === 'query' ? carrier.expiresSeconds : MAX_CLOCK_SKEW_SECONDS;
    const earliest = new Date(now.getTime() - goodForSeconds * 1000);
    const latest = new Date(now.getTime() + MAX_CLOCK_SKEW_SECONDS * 1000);
    if (signedAt < earliest) {
      throw invalid(
        `Signature expired: ${longDate(signedAt)} is now earlier than ${longDate(earliest)} (${longDate(now)} - ${inWords(goodForSeconds)}).`,
      );
    }
    if (signedAt > latest) {
      throw invalid(
        `Signature not yet current: ${longDate(signedAt)} is still later than ${longDate(latest)} (${longDate(now)} + ${inWords(MAX_CLOCK_SKEW_SECONDS)}).`,
      );
    }
  }
}

function inWords(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min.` : `${seconds} sec.`;
}

function checkSignedHeaders({ carrier, signedHeaders }: SignatureClaim): void {
  for (const name of carrier.in === 'query' ? ['host'] : ['host', 'x-amz-date']) {
    if (!signedHeaders.includes(name)) throw invalid(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
}

/** The signature covers the hash that a client states, so that hash has to be the body's. */
function checkPayload({ headers, body }: ReceivedRequest): void {
  const stated = headers['x-amz-content-sha256'];
  if (stated === undefined) return;
  if (stated !== createHash('sha256').update(body).digest('hex')) {
    throw invalid("The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidSignatureException', message);
}
