import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '../../child-environment.ts';
import { UnmetNeedError } from '../session-browser.ts';

/** The hashes by which Chromium accepts the certificates themselves, whatever their name and issuer. */
export function publicKeyHashes(certificates: readonly string[]): readonly string[] {
  return certificates.map((pem) => {
    const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('base64');
  });
}

/**
 * Makes one browser trust the authorities among the certificates, and what they have signed. On Linux Chromium reads
 * them from a database of NSS, which its own tool writes; elsewhere only from the system's.
 *
 * @param folder the browser's own, where the database goes.
 * @returns variables for the browser's environment.
 * @throws {UnmetNeedError} where that cannot be done.
 */
export async function trustAuthorities(
  certificates: readonly string[],
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const authorities = authoritiesAmong(certificates);
  if (authorities.length === 0) return {};
  if (process.platform !== 'linux') throw new UnmetNeedError('certificates', ELSEWHERE);
  const database = join(folder, 'pki', 'nssdb');
  await mkdir(database, { recursive: true });
  await certutil(['-N', '-d', `sql:${database}`, '--empty-password']);
  for (const [index, pem] of authorities.entries()) {
    const file = join(database, `${index}.pem`);
    await writeFile(file, pem);
    await certutil(['-A', '-d', `sql:${database}`, '-n', `authority ${index}`, '-t', 'C,,', '-a', '-i', file]);
  }
  return { XDG_DATA_HOME: folder };
}

/**
 * What keeps browsers of this machine from trusting the authorities among the certificates, as one clause.
 * @returns `undefined` where nothing does.
 */
export async function obstacleToTrust(certificates: readonly string[]): Promise<string | undefined> {
  if (authoritiesAmong(certificates).length === 0) return undefined;
  if (process.platform !== 'linux') return ELSEWHERE;
  const asked = await certutil(['-H']).catch((error: unknown) => error);
  return asked instanceof UnmetNeedError ? asked.message : undefined;
}

const ELSEWHERE = 'On this system Chromium takes authorities from the system only';

function authoritiesAmong(certificates: readonly string[]): readonly string[] {
  return certificates.filter((pem) => new X509Certificate(pem).ca);
}

async function certutil(parameters: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('certutil', parameters, { env: childEnvironment('program') });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const message = 'To trust an authority the emulator needs the program certutil (Debian: package libnss3-tools)';
    throw new UnmetNeedError('certificates', message);
  }
}
