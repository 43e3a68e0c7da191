/** Which engine the environment asks for. */
export type EngineSetting =
  | { readonly kind: 'any' }
  | {
      readonly kind: 'host';
      /** For people to read. */
      readonly shown: string;
      /** Whether a client connects to that one: its `host`, or else its `socketPath`, a pipe's too. */
      isAt(client: object): boolean;
    }
  /** By a name that Docker's client keeps. */
  | { readonly kind: 'context'; readonly name: string };

/** Of Docker's client: what it uses where nothing is set. */
const DEFAULT_CONTEXT = 'default';

/** Reads it as Docker's own client does: DOCKER_HOST comes first. */
export function engineSetting({ DOCKER_HOST, DOCKER_CONTEXT }: NodeJS.ProcessEnv): EngineSetting {
  if (DOCKER_HOST) {
    if (!URL.canParse(DOCKER_HOST)) return { kind: 'host', shown: 'no URL', isAt: () => false };
    const { protocol, host, hostname } = new URL(DOCKER_HOST);
    const path = DOCKER_HOST.slice(`${protocol}//`.length);
    return hostname === ''
      ? { kind: 'host', shown: DOCKER_HOST, isAt: (client) => 'socketPath' in client && client.socketPath === path }
      : { kind: 'host', shown: `${protocol}//${host}`, isAt: (client) => 'host' in client && client.host === hostname };
  }
  if (DOCKER_CONTEXT && DOCKER_CONTEXT !== DEFAULT_CONTEXT) return { kind: 'context', name: DOCKER_CONTEXT };
  return { kind: 'any' };
}
