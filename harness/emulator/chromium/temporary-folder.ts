import { tmpdir } from 'node:os';
import { OWNED_NAME_BYTES } from '../owned-folders.ts';

/** Bytes that the path of a socket may have on Linux. Source: unix(7), `sun_path` without its closing zero. */
const LONGEST_SOCKET = 107;

/** Chromium's longest socket below its folder for temporary files. Seen with Chromium 156, which aborts where it is too long. */
const SOCKET = '/org.chromium.Chromium.XXXXXX/SingletonSocket';

/** Bytes that the path of the machine's folder for temporary files may have, for browsers to start. */
export const LONGEST_TMPDIR = LONGEST_SOCKET - SOCKET.length - OWNED_NAME_BYTES - '/'.length;

/** No browser can start, for TMPDIR is too long. */
export class TemporaryFolderError extends Error {
  readonly code = 'ERR_TEMPORARY_FOLDER';

  /** What is wrong, and what to do about it: the two sentences of the message. */
  readonly says: string;
  readonly fix: string;

  constructor(says: string, fix: string) {
    super(`${says} ${fix}`);
    this.name = 'TemporaryFolderError';
    this.says = says;
    this.fix = fix;
  }
}

/** @throws {TemporaryFolderError} with what to do. */
export function checkTemporaryFolder(): void {
  const path = tmpdir();
  const length = Buffer.byteLength(path);
  // On a Mac, Chromium asks the system for the folder, and on Windows it has no such sockets.
  if (process.platform !== 'linux' || length <= LONGEST_TMPDIR) return;
  throw new TemporaryFolderError(
    `The path of the folder for temporary files is too long for the sockets of browsers (${length} bytes: ${path}).`,
    `Set TMPDIR to a folder whose path has at most ${LONGEST_TMPDIR}, for example /tmp.`,
  );
}
