import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../access/principal.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import type { SignatureClaim } from './signature-claim.ts';

const QUERY_SIGNATURE = 'X-Amz-Signature';

/** The signature (hexadecimal) that a request has to have if it was signed with these credentials as it claims. */
export async function signAgain(
  request: ReceivedRequest,
  claim: SignatureClaim,
  { accessKeyId, secretAccessKey }: Credentials,
): Promise<string> {
  const signer = new SignatureV4({
    // Without the session token: it counts as received, in the headers or the query.
    credentials: { accessKeyId, secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { method, path, body } = request;
  const { [QUERY_SIGNATURE]: _claimed, ...query } = request.query;
  const signed = new Set(claim.signedHeaders);
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (signed.has(name) ? [[name, String(value)]] : [])),
  );
  const toSign = { protocol: 'http:', hostname: '', method, path, query, headers, body };
  const options = { signingDate: claim.signedAt, signableHeaders: signed };
  if (claim.carrier.in === 'headers') {
    const { headers: again } = await signer.sign(toSign, options);
    return /Signature=(\w+)$/.exec(again['authorization'] ?? '')?.[1] ?? '';
  }
  const { expiresSeconds: expiresIn } = claim.carrier;
  const again = await signer.presign(toSign, { ...options, expiresIn, unhoistableHeaders: signed });
  return String(again.query?.[QUERY_SIGNATURE]);
}
