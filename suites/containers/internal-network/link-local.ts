import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ContainerRuntimeClient } from 'testcontainers';
import { RUN_LABEL } from '../../../harness/containers/run-network.ts';

/** An address of this machine that only its own link should know, as instance metadata have one, and who calls there. */
export interface LinkLocal extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Addresses of who has connected. */
  callers(): readonly string[];
}

/**
 * Opens one: the gateway of a network without containers. Never the address of instance metadata themselves, which lead to
 * them where this machine has some.
 */
export async function openLinkLocal(engine: ContainerRuntimeClient, runId: string): Promise<LinkLocal> {
  const subnet = `169.254.${randomInt(1, 169)}`;
  const address = `${subnet}.254`;
  const network = await engine.network.create({
    Name: `acpc-${runId}-link-local`,
    Driver: 'bridge',
    Labels: { [RUN_LABEL]: runId },
    IPAM: { Driver: 'default', Config: [{ Subnet: `${subnet}.248/29`, Gateway: address }] },
  });
  try {
    const callers: string[] = [];
    const server = createServer((_, response) => response.end());
    server.on('connection', ({ remoteAddress = '' }) => callers.push(remoteAddress));
    await once(server.listen(0, address), 'listening');
    const bound = server.address();
    return {
      address,
      port: typeof bound === 'object' && bound !== null ? bound.port : 0,
      callers: () => [...callers],
      async [Symbol.asyncDispose]() {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
        await engine.network.remove(network);
      },
    };
  } catch (error) {
    await engine.network.remove(network);
    throw error;
  }
}
