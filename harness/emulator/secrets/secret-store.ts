import { randomInt, randomUUID } from 'node:crypto';
import type { Secret } from './secret.ts';
import { readSecretFile, writeSecretFile } from './secret-file.ts';
import { CURRENT, withVersion } from './staging.ts';

/** A secret to store: under a whole ARN of anybody's account, or by name in the emulator's own account. */
export type SecretToPut = { readonly secretString: string } & (
  | { readonly arn: string; readonly name?: never }
  | { readonly name: string; readonly arn?: never }
);

/** Secrets Manager ends every ARN with a hyphen and six random characters. */
const ARN_SUFFIX = /-[a-zA-Z0-9]{6}$/;
const SUFFIX_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The secrets of every account: the emulator's Secrets Manager, before anybody asks who may see them. */
export class SecretStore {
  readonly #region: string;
  readonly #accountId: string;
  readonly #file: string | undefined;
  readonly #byArn = new Map<string, Secret>();
  /** ARN by partial ARN (one without its suffix). */
  readonly #arnByPartial = new Map<string, string>();
  readonly now: () => Date;

  /**
   * @param accountId the emulator's own account.
   * @param file where the secrets are kept from one run to the next. Without one they end with the emulator.
   * @throws {SecretFileError} when the file holds something else.
   */
  constructor(region: string, accountId: string, now: () => Date, file?: string) {
    this.#region = region;
    this.#accountId = accountId;
    this.now = now;
    this.#file = file;
    for (const secret of file === undefined ? [] : readSecretFile(file)) this.#index(secret);
  }

  /** Stores a secret, or gives the one there a new current value. Returns its ARN. */
  put({ arn, name, secretString }: SecretToPut): string {
    const now = this.now();
    const existing = arn === undefined ? this.find(name) : this.#byArn.get(arn);
    const whole = arn ?? existing?.arn ?? this.newArn(name, this.#accountId);
    const secret = existing ?? { arn: whole, name: nameIn(whole), tags: [], createdAt: now, versions: [] };
    const version = { id: randomUUID(), value: { SecretString: secretString }, createdAt: now };
    this.save(withVersion({ ...secret, lastChangedAt: now }, version, [CURRENT]));
    return whole;
  }

  /** By ARN, by partial ARN, or by name in one account (default: the emulator's own); a whole ARN wins. */
  find(secretId: string, accountId: string = this.#accountId): Secret | undefined {
    this.#purge();
    return this.#byArn.get(secretId) ?? this.#byArn.get(this.#arnByPartial.get(this.arnFor(secretId, accountId)) ?? '');
  }

  /** Every secret of an account, in order of creation. */
  ofAccount(accountId: string): readonly Secret[] {
    this.#purge();
    return [...this.#byArn.values()].filter(({ arn }) => arn.split(':')[4] === accountId);
  }

  /** Stores a secret in its new state. When it returns, the file has it too. */
  save(secret: Secret): void {
    this.#index(secret);
    this.#write();
  }

  /** Removes a secret for good. */
  remove(secret: Secret): void {
    this.#drop(secret);
    this.#write();
  }

  /** An id as an ARN: itself, or a name's partial ARN. */
  arnFor(secretId: string, accountId: string): string {
    if (secretId.startsWith('arn:')) return secretId;
    return `arn:aws:secretsmanager:${this.#region}:${accountId}:secret:${secretId}`;
  }

  /** An ARN for a new secret. */
  newArn(name: string, accountId: string): string {
    const suffix = Array.from({ length: 6 }, () => SUFFIX_CHARACTERS[randomInt(SUFFIX_CHARACTERS.length)]).join('');
    return `${this.arnFor(name, accountId)}-${suffix}`;
  }

  #index(secret: Secret): void {
    this.#byArn.set(secret.arn, secret);
    this.#arnByPartial.set(secret.arn.replace(ARN_SUFFIX, ''), secret.arn);
  }

  /** Secrets whose recovery window is over are gone, as soon as anybody looks. */
  #purge(): void {
    const due = [...this.#byArn.values()].filter(({ deletion }) => deletion && deletion.dueAt <= this.now());
    if (due.length === 0) return;
    for (const secret of due) this.#drop(secret);
    this.#write();
  }

  #drop({ arn }: Secret): void {
    const partial = arn.replace(ARN_SUFFIX, '');
    this.#byArn.delete(arn);
    if (this.#arnByPartial.get(partial) === arn) this.#arnByPartial.delete(partial);
  }

  #write(): void {
    if (this.#file !== undefined) writeSecretFile(this.#file, [...this.#byArn.values()]);
  }
}

function nameIn(arn: string): string {
  return arn.replace(ARN_SUFFIX, '').replace(/^(?:[^:]*:){6}/, '');
}
