import { type Authority, startTap } from '../../../proxies/index.ts';
import { formatAuthority } from '../../../proxies/protocol/authority.ts';
import type { ExitCode } from '../io.ts';
import { listening } from '../listening.ts';
import type { TapCommandOptions } from './proxy-options.ts';
import { runWitness, type WitnessSurroundings } from './run-witness.ts';

/**
 * Runs a tap before somebody's proxy until it is interrupted.
 *
 * @throws {InvalidInputError} for a file for records that cannot be used.
 * @throws {ListenError} where a port or an address cannot be had.
 */
export async function tapCommand(
  proxy: Authority,
  options: TapCommandOptions,
  surroundings: WitnessSurroundings,
): Promise<ExitCode> {
  const { host, port, name = formatAuthority(proxy) } = options;
  return runWitness(options, surroundings, async (sink) => {
    const tap = await listening(host, port, () => startTap({ name, proxy, host, port, sink }));
    return {
      words: `The tap listens on ${formatAuthority(tap.address)} and passes everything on to ${formatAuthority(proxy)}.`,
      facts: { tap: tap.address, proxy },
      [Symbol.asyncDispose]: () => tap[Symbol.asyncDispose](),
    };
  });
}
