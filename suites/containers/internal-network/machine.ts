import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { SocketAddress } from '../../../proxies/record.ts';

/**
 * What this machine offers to whatever container reaches it: any of them that has any way out, for no engine keeps its
 * containers from the machine’s own address.
 */
export interface Machine extends AsyncDisposable {
  readonly address: string;
  /** Leads to the origin. */
  readonly originPort: number;
  /** Ports for packets that must not come. */
  readonly stunPort: number;
  readonly http3Port: number;
  /** From where packets have come to one of them. */
  packetsAt(port: number): readonly string[];
}

/** @param address on which it listens: its own on a network of containers. */
export async function openMachine(address: string, origin: SocketAddress): Promise<Machine> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(origin.port, origin.address);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    near.pipe(far).pipe(near);
  }).listen(0, address);
  await once(server, 'listening');
  const bound = server.address();
  const packets: { readonly port: number; readonly from: string }[] = [];
  const listen = async (): Promise<UdpSocket> => {
    const socket = createSocket('udp4');
    socket.on('message', (_, { address: from }) => packets.push({ port: socket.address().port, from }));
    socket.bind(0, address);
    await once(socket, 'listening');
    return socket;
  };
  const [stun, http3] = await Promise.all([listen(), listen()]);
  return {
    address,
    originPort: typeof bound === 'object' && bound !== null ? bound.port : 0,
    stunPort: stun.address().port,
    http3Port: http3.address().port,
    packetsAt: (port) => packets.filter((packet) => packet.port === port).map(({ from }) => from),
    async [Symbol.asyncDispose]() {
      stun.close();
      http3.close();
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
