import { NoSquidError } from './find-squid.ts';

/**
 * The Squid that the test suite's set-up has found or installed.
 *
 * @throws {NoSquidError} where it could do neither.
 */
export function squidExecutable(): string {
  const executable = process.env['SQUID_PATH'];
  if (!executable) throw new NoSquidError();
  return executable;
}
