import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AccessKey, Caller, Credentials } from '../access/principal.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { ServiceError } from '../api/service-error.ts';
import type { Clock } from '../clock.ts';
import { readSignatureClaim, type SignatureClaim } from './signature-claim.ts';

/** How far the date of a signature may be from the server's clock, either way; AWS's figure. */
const MAX_CLOCK_SKEW_MILLISECONDS = 5 * 60 * 1000;

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
    if (!key || request.headers['x-amz-security-token'] !== key.credentials.sessionToken) {
      throw new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    }
    this.#checkScope(claim, service);
    this.#checkAge(claim);
    checkSignedHeaders(claim);
    checkPayload(request);
    if (!equal(claim.signature, await sign(request, claim, key.credentials))) throw invalid(MISMATCH);
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

  #checkAge({ signedAt }: SignatureClaim): void {
    const age = this.#clock.now().getTime() - signedAt.getTime();
    const now = longDate(this.#clock.now());
    if (age > MAX_CLOCK_SKEW_MILLISECONDS) {
      throw invalid(`Signature expired: ${longDate(signedAt)} is more than 5 min. earlier than ${now}.`);
    }
    if (age < -MAX_CLOCK_SKEW_MILLISECONDS) {
      throw invalid(`Signature not yet current: ${longDate(signedAt)} is more than 5 min. later than ${now}.`);
    }
  }
}

async function sign(request: ReceivedRequest, claim: SignatureClaim, credentials: Credentials): Promise<string> {
  const { accessKeyId, secretAccessKey } = credentials;
  const signer = new SignatureV4({
    // Without the session token: it counts as received, among the headers.
    credentials: { accessKeyId, secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { method, path, query, body } = request;
  const signed = new Set(claim.signedHeaders);
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (signed.has(name) ? [[name, String(value)]] : [])),
  );
  const again = await signer.sign(
    { protocol: 'http:', hostname: '', method, path, query: { ...query }, headers, body },
    { signingDate: claim.signedAt, signableHeaders: signed },
  );
  return /Signature=(\w+)$/.exec(again.headers['authorization'] ?? '')?.[1] ?? '';
}

function checkSignedHeaders({ signedHeaders }: SignatureClaim): void {
  for (const name of ['host', 'x-amz-date']) {
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

function longDate(date: Date): string {
  return date.toISOString().replace(/\.\d+|[-:]/g, '');
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidSignatureException', message);
}
