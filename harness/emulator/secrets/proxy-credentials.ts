import { InvalidSecretError, parseProxySecret } from '../../configuration/credentials.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Caller } from '../access/principal.ts';
import type { FieldViolation } from '../api/parse-shape.ts';
import { invalidFields } from '../api/service-error.ts';
import type { BasicCredentials } from '../session-browser.ts';
import type { SecretReader } from './session-secrets.ts';

const MEMBER = 'externalProxy.credentials.basicAuth.secretArn';

/**
 * The credentials of every proxy that names a secret, by secret ARN.
 *
 * UNCONFIRMED: nobody has published what the real service answers for a missing or malformed secret. This emulator
 * refuses to start the session and names each member at fault, never anything out of a secret.
 * @throws {ServiceError} ValidationException; AccessDeniedException where the caller may not read one of them
 */
export function readProxyCredentials(
  configuration: ProxyConfiguration,
  secrets: SecretReader,
  caller: Caller,
): ReadonlyMap<string, BasicCredentials> {
  const credentials = new Map<string, BasicCredentials>();
  const violations: FieldViolation[] = [];
  for (const [index, { externalProxy }] of configuration.proxies.entries()) {
    if (!externalProxy.credentials) continue;
    const { secretArn } = externalProxy.credentials.basicAuth;
    try {
      credentials.set(secretArn, parseProxySecret(secrets.read(secretArn, caller)));
    } catch (error) {
      if (!(error instanceof InvalidSecretError)) throw error;
      violations.push({ name: `proxyConfiguration.proxies[${index}].${MEMBER}`, message: error.message });
    }
  }
  if (violations.length > 0) throw invalidFields(violations);
  return credentials;
}
