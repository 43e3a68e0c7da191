import { randomInt, randomUUID } from 'node:crypto';
import { ServiceError } from '../api/service-error.ts';

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly secretString: string;
  readonly versionId: string;
  readonly createdAt: Date;
}

/** A secret to store: under a whole ARN of anybody's account, or by name in the emulator's own account. */
export type SecretToPut =
  | { readonly arn: string; readonly secretString: string }
  | { readonly name: string; readonly secretString: string };

/** Secrets Manager ends every ARN with a hyphen and six random characters. */
const ARN_SUFFIX = /-[a-zA-Z0-9]{6}$/;
const SUFFIX_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Secrets in memory: the emulator's Secrets Manager. */
export class SecretStore {
  readonly #arnPrefix: string;
  readonly #now: () => Date;
  readonly #byArn = new Map<string, Secret>();
  /** ARN by name and by partial ARN (one without its suffix). */
  readonly #arnByAlias = new Map<string, string>();

  constructor(region: string, accountId: string, now: () => Date) {
    this.#arnPrefix = `arn:aws:secretsmanager:${region}:${accountId}:secret:`;
    this.#now = now;
  }

  /** Stores a secret, or replaces the one there. Returns its ARN. */
  put(secret: SecretToPut): string {
    const { secretString } = secret;
    if ('arn' in secret) return this.#store(secret.arn, secretString, randomUUID()).arn;
    return this.#store(this.find(secret.name)?.arn ?? this.#newArn(secret.name), secretString, randomUUID()).arn;
  }

  /**
   * Stores a new secret. Repeating a call (same token, which becomes the version's id) changes nothing.
   * @throws {ServiceError} ResourceExistsException when another secret has the name.
   */
  create(name: string, secretString: string, token: string): Secret {
    const existing = this.find(name);
    if (!existing) return this.#store(this.#newArn(name), secretString, token);
    if (existing.versionId === token && existing.secretString === secretString) return existing;
    throw new ServiceError(
      'ResourceExistsException',
      `The operation failed because the secret ${name} already exists.`,
    );
  }

  /** By ARN, by name, or by partial ARN; a whole ARN wins. */
  find(secretId: string): Secret | undefined {
    return this.#byArn.get(secretId) ?? this.#byArn.get(this.#arnByAlias.get(secretId) ?? '');
  }

  #store(arn: string, secretString: string, versionId: string): Secret {
    const partialArn = arn.replace(ARN_SUFFIX, '');
    const name = partialArn.replace(/^(?:[^:]*:){6}/, '');
    const secret = { arn, name, secretString, versionId, createdAt: this.#now() };
    this.#byArn.set(arn, secret);
    this.#arnByAlias.set(partialArn, arn);
    // A secret of another account or region is not found by its name alone.
    if (partialArn === this.#arnPrefix + name) this.#arnByAlias.set(name, arn);
    return secret;
  }

  #newArn(name: string): string {
    const suffix = Array.from({ length: 6 }, () => SUFFIX_CHARACTERS[randomInt(SUFFIX_CHARACTERS.length)]).join('');
    return `${this.#arnPrefix}${name}-${suffix}`;
  }
}
