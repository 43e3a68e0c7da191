import { type InstrumentedProxyOptions, startInstrumentedProxy, startProxyWithAgent } from '../../../proxies/index.ts';
import { formatAuthority } from '../../../proxies/protocol/authority.ts';
import type { ExitCode } from '../io.ts';
import { isLoopback, listening } from '../listening.ts';
import type { ProxyOptions } from './proxy-options.ts';
import { readAccess, readAgentToken } from './proxy-settings.ts';
import { type RunningWitness, runWitness, type WitnessSurroundings } from './run-witness.ts';

/**
 * Runs one instrumented proxy until it is interrupted.
 *
 * @throws {InvalidInputError} for credentials, a token or a file for records that cannot be used.
 * @throws {ListenError} where a port or an address cannot be had.
 */
export async function proxyCommand(
  options: ProxyOptions,
  surroundings: WitnessSurroundings,
  environment: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const { name, host, port, behaviour, destination, agentPort } = options;
  const access = await readAccess(options.credentials, environment);
  const agent = agentPort === undefined ? undefined : { token: readAgentToken(environment), port: agentPort };
  const settings = { name, host, port, access, behaviour, ...(destination && { dial: () => destination }) };
  return runWitness(options, surroundings, async (sink) => {
    const running = await listening(host, agent === undefined ? port : 0, () =>
      agent === undefined ? alone({ ...settings, sink }) : startProxyWithAgent({ proxy: { ...settings, sink }, agent }),
    );
    return describe(running, settings);
  });
}

interface Running extends AsyncDisposable {
  readonly proxy: { readonly address: { readonly host: string; readonly port: number } };
  readonly agent?: { readonly address: { readonly host: string; readonly port: number } };
}

async function alone(options: InstrumentedProxyOptions): Promise<Running> {
  const proxy = await startInstrumentedProxy(options);
  return { proxy, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
}

function describe(
  running: Running,
  { access, behaviour }: Pick<ProxyOptions, 'behaviour'> & Pick<InstrumentedProxyOptions, 'access'>,
): RunningWitness {
  const { proxy, agent } = running;
  const open = access.kind === 'open';
  const words = [
    `The proxy listens on ${formatAuthority(proxy.address)}${open ? ', and everybody may use it' : ', and asks for Basic credentials'}.`,
    ...(open && !isLoopback(proxy.address.host) ? ['That is not loopback: whoever reaches it can use it.'] : []),
    ...(behaviour.kind === 'normal' ? [] : [`It behaves as ${JSON.stringify(behaviour)}.`]),
    ...(agent === undefined ? [] : [`Its agent: http://${formatAuthority(agent.address)}.`]),
  ];
  return {
    words: words.join(' '),
    facts: { proxy: proxy.address, access: access.kind, behaviour, ...(agent && { agent: agent.address }) },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
