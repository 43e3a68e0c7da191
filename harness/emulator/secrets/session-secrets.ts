import { InvalidSecretError } from '../../configuration/credentials.ts';
import type { Caller } from '../access/principal.ts';
import { ServiceError, type ServiceErrorCode } from '../api/service-error.ts';
import type { GuardedSecrets } from './guarded-secrets.ts';
import { CURRENT, versionAt } from './staging.ts';

const BROWSERS = 'bedrock-agentcore.amazonaws.com';

/** What a session's starter is told about a secret that Secrets Manager does not give out. */
const PROBLEMS: Readonly<Partial<Record<ServiceErrorCode, string>>> = {
  ResourceNotFoundException: 'The secret does not exist.',
  InvalidRequestException: 'The secret is marked for deletion.',
};

/** Where a session's secrets come from. */
export interface SecretReader {
  /**
   * The text of a secret's current version.
   * @throws {InvalidSecretError} for one that is missing, deleted, without a value or binary
   * @throws {ServiceError} AccessDeniedException
   */
  read(secretArn: string, caller: Caller): string;
}

/** Reads secrets for a session, with the permissions of whoever starts it. */
export class SessionSecrets implements SecretReader {
  readonly #secrets: GuardedSecrets;

  constructor(secrets: GuardedSecrets) {
    this.#secrets = secrets;
  }

  read(secretArn: string, caller: Caller): string {
    const version = versionAt(this.#require(secretArn, caller), CURRENT);
    if (!version) throw new InvalidSecretError(['The secret has no value yet.']);
    if ('SecretString' in version.value) return version.value.SecretString;
    throw new InvalidSecretError(['The secret holds bytes; it must hold text.']);
  }

  #require(secretArn: string, caller: Caller) {
    try {
      return this.#secrets.requireReadable(secretArn, {}, { caller, calledVia: [BROWSERS] });
    } catch (error) {
      const problem = error instanceof ServiceError ? PROBLEMS[error.code] : undefined;
      throw problem === undefined ? error : new InvalidSecretError([problem]);
    }
  }
}
