import { X509Certificate } from 'node:crypto';
import { InvalidSecretError } from '../../configuration/credentials.ts';
import type { Caller } from '../access/principal.ts';
import type { FieldViolation } from '../api/parse-shape.ts';
import { invalidFields } from '../api/service-error.ts';
import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';
import type { SecretReader } from '../secrets/session-secrets.ts';

type Certificates = NonNullable<StartBrowserSessionRequest['certificates']>;

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates (PEM, one each) that the secrets hold.
 *
 * UNCONFIRMED, as for the credentials of proxies: what the real service answers where a secret holds none.
 * @throws {ServiceError} ValidationException that names each member at fault, never anything out of a secret;
 * AccessDeniedException where the caller may not read one of them
 */
export function readCertificates(certificates: Certificates, secrets: SecretReader, caller: Caller): readonly string[] {
  const violations: FieldViolation[] = [];
  const read = certificates.flatMap(({ location }, index) => {
    try {
      return certificatesIn(secrets.read(location.secretsManager.secretArn, caller));
    } catch (error) {
      if (!(error instanceof InvalidSecretError)) throw error;
      const name = `certificates[${index}].location.secretsManager.secretArn`;
      violations.push({ name, message: error.message });
      return [];
    }
  });
  if (violations.length > 0) throw invalidFields(violations);
  return read;
}

/** @throws {InvalidSecretError} where there is none, or one of them is broken. */
function certificatesIn(text: string): readonly string[] {
  const found = text.match(PEM) ?? [];
  try {
    if (found.length > 0) return found.map((pem) => new X509Certificate(pem).toString());
  } catch {
    // As for a text without any: the parser's own message is about ASN.1.
  }
  throw new InvalidSecretError(['The secret holds no X.509 certificate in PEM']);
}
