/** What a version holds: text, or bytes in base64. */
export type SecretValue = { readonly SecretString: string } | { readonly SecretBinary: string };

/** One value that a secret has had. It never changes; only its labels move. */
export interface SecretVersion {
  readonly id: string;
  readonly value: SecretValue;
  /** Staging labels; a version without any is deprecated. */
  readonly stages: readonly string[];
  readonly createdAt: Date;
  readonly lastAccessedAt?: Date;
}

interface SecretTag {
  readonly Key: string;
  readonly Value: string;
}

/** One secret at one moment: every change makes a new one of these. */
export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  /** As the client named it; without one, the secret is encrypted with its account's `aws/secretsmanager`. */
  readonly kmsKeyId?: string;
  readonly tags: readonly SecretTag[];
  /** The resource policy's text, as it was put. */
  readonly resourcePolicy?: string;
  readonly createdAt: Date;
  readonly lastChangedAt: Date;
  /** Present while the secret waits for its deletion, and until then can be restored. */
  readonly deletion?: { readonly requestedAt: Date; readonly dueAt: Date };
  /** In order of creation. */
  readonly versions: readonly SecretVersion[];
}

/** The account of a secret, from its ARN. */
export function accountOf({ arn }: Secret): string {
  return arn.split(':')[4] ?? '';
}

export function sameValue(one: SecretValue, other: SecretValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
