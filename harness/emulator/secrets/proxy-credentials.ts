import { SECRET_PASSWORD, SECRET_USERNAME } from '../../configuration/limits.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { type FieldViolation, type Parsed, parseShape } from '../api/parse-shape.ts';
import { invalidFields } from '../api/service-error.ts';
import { required, string, structure } from '../api/shape.ts';
import type { BasicCredentials } from '../session-browser.ts';
import type { SecretStore } from './secret-store.ts';

const basicCredentials = structure({
  username: required(string({ max: SECRET_USERNAME.maximumLength, pattern: SECRET_USERNAME.expression })),
  password: required(string({ max: SECRET_PASSWORD.maximumLength, pattern: SECRET_PASSWORD.expression })),
});

/**
 * The credentials of every proxy that names a secret, by secret ARN.
 *
 * UNCONFIRMED: nobody has published what the real service answers for a missing or malformed secret. This emulator
 * refuses to start the session and names each member at fault, never anything out of a secret.
 * @throws {ServiceError} ValidationException
 */
export function readProxyCredentials(
  configuration: ProxyConfiguration,
  secrets: SecretStore,
): ReadonlyMap<string, BasicCredentials> {
  const credentials = new Map<string, BasicCredentials>();
  const violations: FieldViolation[] = [];
  for (const [index, { externalProxy }] of configuration.proxies.entries()) {
    if (!externalProxy.credentials) continue;
    const { secretArn } = externalProxy.credentials.basicAuth;
    const read = readSecret(secrets, secretArn);
    if (read.ok) credentials.set(secretArn, read.value);
    const name = `proxyConfiguration.proxies[${index}].externalProxy.credentials.basicAuth.secretArn`;
    if (!read.ok) violations.push(...read.violations.map((problem) => ({ name, message: explain(problem) })));
  }
  if (violations.length > 0) throw invalidFields(violations);
  return credentials;
}

function readSecret(secrets: SecretStore, arn: string): Parsed<BasicCredentials> {
  const secret = secrets.find(arn);
  if (!secret) return { ok: false, violations: [{ name: '', message: 'it does not exist' }] };
  try {
    return parseShape(basicCredentials, JSON.parse(secret.secretString));
  } catch {
    // The parser's own message quotes the text it failed on.
    return { ok: false, violations: [{ name: '', message: 'its value is not JSON' }] };
  }
}

function explain({ name, message }: FieldViolation): string {
  return `Member must name a readable secret; ${name ? `in this one, '${name}' failed: ${message}` : message}`;
}
