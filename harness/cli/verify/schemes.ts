import { InvalidArgumentError } from 'commander';
import type { Scheme } from '../../matrix/probe.ts';

/** Every scheme that a host can be asked for over, in the order of reports. */
export const SCHEMES: readonly Scheme[] = ['http', 'https', 'ws', 'wss'];

/** @throws {InvalidArgumentError} commander's, which names the option. */
export function readSchemes(list: string): readonly Scheme[] {
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !SCHEMES.some((scheme) => scheme === name));
  if (unknown.length > 0) {
    throw new InvalidArgumentError(`Choose from ${SCHEMES.join(',')}, separated by commas.`);
  }
  return SCHEMES.filter((scheme) => names.includes(scheme));
}
