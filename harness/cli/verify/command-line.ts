import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { tool } from '../../tool.ts';
import { shellWord } from '../shell-word.ts';
import { whereArguments } from '../where.ts';
import { SCHEMES } from './schemes.ts';
import type { VerifyOptions } from './verify-options.ts';

/**
 * The command line that verifies one of the configurations again, as it was verified: for a shell in the same folder. What
 * came over standard input is in it.
 *
 * @param path of the configuration; `-` for standard input.
 */
export function verifyCommandLine(options: VerifyOptions, path: string, configuration: ProxyConfiguration): string {
  const { hosts, expect, schemes, credentials, certificates, echo, personality, strict } = options;
  const values = {
    '--hosts': hosts,
    '--expect': expect,
    '--schemes': schemes.length === SCHEMES.length ? undefined : schemes.join(),
    '--credentials': credentials,
    '--certificates': certificates,
    '--echo': echo,
    '--personality': personality === 'documented' ? undefined : personality,
  };
  const given = Object.entries(values).flatMap(([option, value]) =>
    value === undefined ? [] : [`${option} ${shellWord(value)}`],
  );
  const command = [tool.name, 'verify', shellWord(path), ...whereArguments(options), ...given];
  const line = [...command, ...(strict ? ['--strict'] : [])].join(' ');
  return path === '-' ? `printf %s ${shellWord(JSON.stringify(configuration))} | ${line}` : line;
}
