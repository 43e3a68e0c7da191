import { X509Certificate } from 'node:crypto';
import type { FieldViolation } from '../api/parse-shape.ts';
import { invalidFields } from '../api/service-error.ts';
import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

type Certificates = NonNullable<StartBrowserSessionRequest['certificates']>;

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates (PEM, one each) that the secrets hold.
 *
 * UNCONFIRMED, as for the credentials of proxies: what the real service answers where a secret holds none.
 * @throws {ServiceError} ValidationException that names each member at fault, never anything out of a secret
 */
export function readCertificates(certificates: Certificates, secrets: SecretStore): readonly string[] {
  const violations: FieldViolation[] = [];
  const read = certificates.flatMap(({ location }, index) => {
    const secret = secrets.find(location.secretsManager.secretArn);
    const found = secret && certificatesIn(secret.secretString);
    if (found !== undefined && found.length > 0) return found;
    violations.push({
      name: `certificates[${index}].location.secretsManager.secretArn`,
      message: secret ? 'The secret holds no X.509 certificate in PEM' : 'The secret does not exist.',
    });
    return [];
  });
  if (violations.length > 0) throw invalidFields(violations);
  return read;
}

/** Nothing where one of them is broken. */
function certificatesIn(text: string): readonly string[] {
  try {
    return (text.match(PEM) ?? []).map((pem) => new X509Certificate(pem).toString());
  } catch {
    return [];
  }
}
