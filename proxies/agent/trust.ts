import { X509Certificate } from 'node:crypto';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';

type TrustOnly = Pick<ConnectionOptions, 'ca' | 'allowPartialTrustChain' | 'checkServerIdentity'>;

/**
 * Trusts a certificate and nothing else, the system's authorities included. Whoever shows the very certificate is the
 * one that was meant, under whatever name or address it was reached; what it has issued has to be for that name.
 *
 * @param certificate PEM.
 */
export function trustOnly(certificate: string): TrustOnly {
  const { fingerprint256 } = new X509Certificate(certificate);
  return {
    ca: [certificate],
    // The certificate itself is trusted, not only what an authority above it would make of it.
    allowPartialTrustChain: true,
    checkServerIdentity: (name, shown) =>
      shown.fingerprint256 === fingerprint256 ? undefined : checkServerIdentity(name, shown),
  };
}

const ANOTHER = 'has another certificate than the one that it is to be known by.';

/** What is wrong with a peer, by Node.js's names for OpenSSL's reasons: the end of a sentence about it. */
const REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ANOTHER,
  SELF_SIGNED_CERT_IN_CHAIN: ANOTHER,
  UNABLE_TO_GET_ISSUER_CERT: ANOTHER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ANOTHER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ANOTHER,
  CERT_SIGNATURE_FAILURE: ANOTHER,
  CERT_HAS_EXPIRED: 'has a certificate that has expired.',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet: compare the clocks.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate of the right authority, but for another name.',
  EPROTO: 'does not speak TLS, although its certificate was given.',
};

/** Why a peer is not trusted, as the end of a sentence about it; `undefined` for errors that are about something else. */
export function untrusted(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined;
}
