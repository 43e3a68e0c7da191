import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { ChromiumPoolOptions } from '../../emulator/chromium/pool.ts';
import { type Names, systemNames } from '../../emulator/personality/names.ts';
import { type Authority, connectable, parseAuthority } from '../../emulator/router/authority.ts';
import { shownCertificate } from '../../origin/shown-certificate.ts';
import { readCertificates } from '../verify/own-proxies.ts';
import type { EmulateOptions } from './emulate-options.ts';

/** Where sessions' direct requests end, and whom their browsers trust. */
export interface Outside {
  readonly dial?: () => Authority;
  readonly names: Names;
  readonly certificates: NonNullable<ChromiumPoolOptions['certificates']>;
}

/** With an origin that answers for every name, there is none that is not known. */
const EVERY_NAME: Names = { ...systemNames, resolves: async () => true };

/**
 * Reads what the options say about the world outside. Unless they say whom to trust, an origin's certificate is taken as
 * it is shown now, for every name: whoever names an origin vouches for it.
 *
 * @throws {InvalidInputError} for what is no `host:port` or no certificate, and where the origin shows none.
 */
export async function readOutside(options: Pick<EmulateOptions, 'origin' | 'certificates'>): Promise<Outside> {
  const given = options.certificates === undefined ? [] : await readCertificates(options.certificates);
  if (options.origin === undefined) return { names: systemNames, certificates: given };
  const origin = parseAuthority(options.origin);
  if (origin === undefined) {
    throw invalid(options.origin, 'This is no host and port.', 'Write both, as in origin.example:8443.');
  }
  const certificates = given.length > 0 ? given : [await certificateOf(origin, options.origin)];
  return { dial: () => origin, names: EVERY_NAME, certificates };
}

async function certificateOf(origin: Authority, source: string): Promise<string> {
  try {
    return await shownCertificate(connectable(origin));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no certificate';
    throw invalid(
      source,
      `It shows no certificate (${code}).`,
      'Name a host and port that speak TLS, and start it first.',
    );
  }
}

function invalid(origin: string, problem: string, fix: string): InvalidInputError {
  return new InvalidInputError(`--origin ${origin}`, [{ path: '', rule: 'origin', problem, fix }]);
}
