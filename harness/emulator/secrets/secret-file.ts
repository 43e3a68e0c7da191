import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Secret } from './secret.ts';

/** The file with the secrets is not one that an emulator wrote. Quotes nothing of it. */
export class SecretFileError extends Error {
  readonly code = 'ERR_SECRET_FILE';

  /** @param reason the system's own, where it cannot be read at all. */
  constructor(path: string, reason?: string) {
    const problem =
      reason === undefined ? 'is not a file that this emulator keeps secrets in' : `cannot be read (${reason})`;
    super(`${path} ${problem}. Name another one, or remove it.`);
    this.name = 'SecretFileError';
  }
}

const date = z.iso.datetime().transform((text) => new Date(text));
const value = z.union([z.strictObject({ SecretString: z.string() }), z.strictObject({ SecretBinary: z.string() })]);
const version = z.strictObject({
  id: z.string(),
  value,
  stages: z.array(z.string()),
  createdAt: date,
  lastAccessedAt: z.exactOptional(date),
});
const secret = z.strictObject({
  arn: z.string(),
  name: z.string(),
  description: z.exactOptional(z.string()),
  kmsKeyId: z.exactOptional(z.string()),
  tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })),
  resourcePolicy: z.exactOptional(z.string()),
  createdAt: date,
  lastChangedAt: date,
  deletion: z.exactOptional(z.strictObject({ requestedAt: date, dueAt: date })),
  versions: z.array(version),
});
const contents = z.strictObject({ format: z.literal(1), secrets: z.array(secret) });

/**
 * The secrets that a file keeps; none when it does not exist yet.
 * @throws {SecretFileError} when something else stands there, or something that cannot be read.
 */
export function readSecretFile(path: string): readonly Secret[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no reason known';
    if (reason === 'ENOENT') return [];
    throw new SecretFileError(path, reason);
  }
  try {
    return contents.parse(JSON.parse(text)).secrets;
  } catch {
    throw new SecretFileError(path);
  }
}

/**
 * Replaces the file as a whole, readable by its owner only. It is written beside its place and moved there once it is
 * on the disk, so that a crash leaves the old contents or the new ones.
 */
export function writeSecretFile(path: string, secrets: readonly Secret[]): void {
  const beside = `${path}.new`;
  // What a crash has left there may be somebody else's to read.
  rmSync(beside, { force: true });
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify({ format: 1, secrets }, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  syncFolder(dirname(path));
}

/** Brings the renaming to the disk; folders cannot be opened on Windows, which does so by itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
