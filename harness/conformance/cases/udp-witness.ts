import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Whatever listens for packets that must not come: a proxied browser has no use for UDP. */
export interface UdpWitness extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Packets that have arrived so far. */
  readonly packets: number;
}

/** Listens on a free loopback port until it is disposed. */
export async function openUdpWitness(): Promise<UdpWitness> {
  const socket = createSocket('udp4');
  let packets = 0;
  socket.on('message', () => {
    packets += 1;
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    get packets() {
      return packets;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
