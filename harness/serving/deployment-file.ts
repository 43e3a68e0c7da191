import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { parseDeployment } from '../deployment/load-deployment.ts';

/** It holds the tokens of all agents. */
const OWNER_ONLY = 0o600;

/** A deployment file that describes what runs now. Disposing of it removes it, unless somebody else has replaced it. */
export interface DeploymentFile extends AsyncDisposable {
  /** Absolute. */
  readonly path: string;
}

/**
 * Makes sure that the file can be written, and is nobody else's: absent, or an older deployment.
 * @throws {InvalidInputError}
 */
export async function checkDeploymentFile(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw notWritten(path, `The file cannot be read (${error.code}).`);
  });
  if (text === undefined) return;
  try {
    parseDeployment(text, path);
  } catch {
    throw notWritten(path, 'There is another file of this name, which is no deployment file.');
  }
}

/**
 * Writes a deployment, in one step: nobody ever reads half a file.
 * @throws {InvalidInputError} where it cannot be written.
 */
export async function writeDeploymentFile(path: string, deployment: Deployment): Promise<DeploymentFile> {
  const whole = resolve(path);
  const text = `${JSON.stringify(deployment, null, 2)}\n`;
  const draft = `${whole}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: OWNER_ONLY, flag: 'wx' });
    await rename(draft, whole);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    throw notWritten(path, `The file cannot be written (${code}).`);
  }
  return {
    path: whole,
    async [Symbol.asyncDispose]() {
      const present = await readFile(whole, 'utf8').catch(() => undefined);
      if (present === text) await rm(whole, { force: true });
    },
  };
}

function notWritten(path: string, problem: string): InvalidInputError {
  const fix = 'Name another file with --out.';
  return new InvalidInputError(path, [{ path: '', rule: 'deployment-file', problem, fix }]);
}
