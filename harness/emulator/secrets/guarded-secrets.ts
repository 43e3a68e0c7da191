import type { AccessControl, ActionKeys } from '../access/access-control.ts';
import { policy } from '../access/policy/read-policy.ts';
import type { Caller } from '../access/principal.ts';
import { ServiceError } from '../api/service-error.ts';
import { accountOf, type Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';
import { CURRENT } from './staging.ts';

/** A request about one secret, as policies see it. */
export interface SecretRequest {
  readonly caller: Caller;
  /** The operation's name, which is the action's too. */
  readonly operation: string;
  readonly keys?: ActionKeys;
  readonly calledVia?: readonly string[];
}

/** Which version of a secret is asked for; without either, the current one. */
export interface VersionChoice {
  readonly versionId?: string | undefined;
  readonly versionStage?: string | undefined;
}

/** The secrets, behind the policies that say who may see and change them. */
export class GuardedSecrets {
  readonly store: SecretStore;
  readonly #access: AccessControl;

  constructor(store: SecretStore, access: AccessControl) {
    this.store = store;
    this.#access = access;
  }

  /**
   * The secret of an id (an ARN, or a name in the caller's account), for an operation that policies allow. A secret
   * that does not exist is found missing only by who may know.
   * @throws {ServiceError} AccessDeniedException, ResourceNotFoundException
   */
  require(secretId: string, request: SecretRequest): Secret {
    const secret = this.find(secretId, request);
    if (secret) return secret;
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  /** Like {@link require}, with nothing for a secret that does not exist. @throws {ServiceError} AccessDeniedException */
  find(secretId: string, { caller, operation, keys = {}, calledVia }: SecretRequest): Secret | undefined {
    const own = caller.principal.accountId;
    const secret = this.store.find(secretId, own);
    const resource = secret?.arn ?? this.store.arnFor(secretId, own);
    const tags = Object.fromEntries((secret?.tags ?? []).map(({ Key, Value }) => [Key, Value]));
    this.#access.authorize({
      caller,
      action: `secretsmanager:${operation}`,
      resource,
      shownAs: secretId,
      accountId: secret ? accountOf(secret) : (resource.split(':')[4] ?? own),
      ...(secret?.resourcePolicy === undefined
        ? {}
        : { resourcePolicy: policy('resource').parse(JSON.parse(secret.resourcePolicy)) }),
      tags,
      keys: {
        ...Object.fromEntries(
          Object.entries(tags).map(([name, value]) => [`secretsmanager:ResourceTag/${name}`, value]),
        ),
        'secretsmanager:SecretId': resource,
        ...keys,
      },
      ...(calledVia ? { calledVia } : {}),
    });
    return secret;
  }

  /**
   * The secret whose value a caller may read: allowed to get it, and to decrypt it.
   * @throws {ServiceError} AccessDeniedException, ResourceNotFoundException, InvalidRequestException for a secret that
   * waits for its deletion
   */
  requireReadable(secretId: string, choice: VersionChoice, request: Omit<SecretRequest, 'operation' | 'keys'>): Secret {
    const { versionId, versionStage = versionId === undefined ? CURRENT : undefined } = choice;
    const keys = { 'secretsmanager:VersionId': versionId, 'secretsmanager:VersionStage': versionStage };
    const secret = requireAlive(this.require(secretId, { ...request, operation: 'GetSecretValue', keys }));
    this.#access.authorizeKey({
      ...request,
      action: 'kms:Decrypt',
      secretArn: secret.arn,
      secretAccountId: accountOf(secret),
      kmsKeyId: secret.kmsKeyId,
    });
    return secret;
  }

  /**
   * An ARN for a new secret, and what the rules say it gets.
   * @throws {ServiceError} AccessDeniedException
   */
  admit(name: string, caller: Caller, tags: Readonly<Record<string, string>>, keys: ActionKeys) {
    const { accountId } = caller.principal;
    const arn = this.store.newArn(name, accountId);
    const requestTags = Object.fromEntries(
      Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value]),
    );
    const all = { ...requestTags, 'aws:TagKeys': Object.keys(tags), 'secretsmanager:Name': name, ...keys };
    const action = 'secretsmanager:CreateSecret';
    this.#access.authorize({ caller, action, resource: arn, shownAs: name, accountId, tags, keys: all });
    return { arn, settings: this.#access.settingsOf(accountId, name) };
  }

  /**
   * Whether a secret may be encrypted anew: its key exists, and the caller may use it.
   * @throws {ServiceError} EncryptionFailure, AccessDeniedException
   */
  authorizeEncryption(secret: Pick<Secret, 'arn' | 'kmsKeyId'>, caller: Caller): void {
    const secretAccountId = secret.arn.split(':')[4] ?? '';
    if (!this.#access.hasKey(secret.kmsKeyId, secretAccountId)) {
      throw new ServiceError(
        'EncryptionFailure',
        "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.",
      );
    }
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'] as const) {
      this.#access.authorizeKey({ caller, action, secretArn: secret.arn, secretAccountId, kmsKeyId: secret.kmsKeyId });
    }
  }

  /** The secrets of the caller's account. @throws {ServiceError} AccessDeniedException */
  list(caller: Caller): readonly Secret[] {
    const { accountId } = caller.principal;
    this.#access.authorize({ caller, action: 'secretsmanager:ListSecrets', resource: '*', accountId });
    return this.store.ofAccount(accountId);
  }
}

/** @throws {ServiceError} InvalidRequestException for a secret that waits for its deletion. */
export function requireAlive(secret: Secret): Secret {
  if (!secret.deletion) return secret;
  throw new ServiceError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}
