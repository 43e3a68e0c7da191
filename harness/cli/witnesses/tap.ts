import { type Authority, startTap, startTapWithAgent, type TapOptions } from '../../../proxies/index.ts';
import { formatAuthority } from '../../../proxies/protocol/authority.ts';
import type { ExitCode } from '../io.ts';
import { listening } from '../listening.ts';
import type { TapCommandOptions } from './proxy-options.ts';
import { readAgentToken } from './proxy-settings.ts';
import { runWitness, type WitnessSurroundings } from './run-witness.ts';

/**
 * Runs a tap before somebody's proxy until it is interrupted.
 *
 * @throws {InvalidInputError} for a token or a file for records that cannot be used.
 * @throws {ListenError} where a port or an address cannot be had.
 */
export async function tapCommand(
  proxy: Authority,
  options: TapCommandOptions,
  surroundings: WitnessSurroundings,
  environment: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const { host, port, name = formatAuthority(proxy), agentPort } = options;
  const agent = agentPort === undefined ? undefined : { token: readAgentToken(environment), port: agentPort };
  return runWitness(options, surroundings, async (sink) => {
    const settings = { name, proxy, host, port, sink };
    const running = await listening(host, agent === undefined ? port : 0, () =>
      agent === undefined ? alone(settings) : startTapWithAgent({ tap: settings, agent }),
    );
    const { address } = running.tap;
    const itsAgent = running.agent?.address;
    const words = [
      `The tap listens on ${formatAuthority(address)} and passes everything on to ${formatAuthority(proxy)}.`,
      ...(itsAgent === undefined ? [] : [`Its agent: http://${formatAuthority(itsAgent)}.`]),
    ];
    return {
      words: words.join(' '),
      facts: { tap: address, proxy, ...(itsAgent && { agent: itsAgent }) },
      [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
    };
  });
}

interface Listening {
  readonly address: { readonly host: string; readonly port: number };
}

async function alone(options: TapOptions): Promise<AsyncDisposable & { tap: Listening; agent?: Listening }> {
  const tap = await startTap(options);
  return { tap, [Symbol.asyncDispose]: () => tap[Symbol.asyncDispose]() };
}
