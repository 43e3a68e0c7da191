import { SECRET_PASSWORD, SECRET_USERNAME } from '../../configuration/limits.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { type FieldViolation, parseShape } from '../api/parse-shape.ts';
import { invalidFields } from '../api/service-error.ts';
import { required, string, structure } from '../api/shape.ts';
import type { BasicCredentials } from '../session-browser.ts';
import type { SecretStore } from './secret-store.ts';

const basicCredentials = structure({
  username: required(string({ max: SECRET_USERNAME.maximumLength, pattern: SECRET_USERNAME.expression })),
  password: required(string({ max: SECRET_PASSWORD.maximumLength, pattern: SECRET_PASSWORD.expression })),
});

const MEMBER = 'externalProxy.credentials.basicAuth.secretArn';
const OBLIGATION = 'Member must name a secret that holds proxy credentials';

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
    if (typeof read !== 'string') credentials.set(secretArn, read);
    else violations.push({ name: `proxyConfiguration.proxies[${index}].${MEMBER}`, message: `${OBLIGATION}; ${read}` });
  }
  if (violations.length > 0) throw invalidFields(violations);
  return credentials;
}

/** The credentials, or what is wrong with the secret. */
function readSecret(secrets: SecretStore, arn: string): BasicCredentials | string {
  const secret = secrets.find(arn);
  if (!secret) return 'this one does not exist';
  let value: unknown;
  try {
    value = JSON.parse(secret.secretString);
  } catch {
    // The parser's own message quotes the text it failed on.
    return "this one's value is not JSON";
  }
  const parsed = parseShape(basicCredentials, value);
  if (parsed.ok) return parsed.value;
  const problems = parsed.violations.map(
    ({ name, message }) => `${name || 'value'} ${message.replace(/^Member /, '')}`,
  );
  return `this one's ${problems.join(' and its ')}`;
}
