import { connect, type Socket } from 'node:net';
import { carryOut } from './proxy-process.ts';
import { AUTHORIZATION } from './proxy-subject.ts';

/** Where the load goes. */
export interface Path {
  readonly proxyPort: number;
  readonly originPort: number;
}

/** So many GETs of so many bytes, each through a tunnel of its own. */
export interface Load extends Path {
  readonly operations: number;
  readonly inFlight: number;
  readonly bytes: number;
}

const ESTABLISHED = Buffer.from('HTTP/1.1 200');
const held: Socket[] = [];

carryOut({
  /** Seconds for all operations. */
  async run(load: Load): Promise<number> {
    const startedAt = performance.now();
    let left = load.operations;
    const worker = async () => {
      while (left-- > 0) await get(load);
    };
    await Promise.all(Array.from({ length: load.inFlight }, worker));
    return (performance.now() - startedAt) / 1000;
  },
  /** Opens idle tunnels and keeps them. */
  async hold({ tunnels, ...path }: Path & { tunnels: number }): Promise<void> {
    for (let count = 0; count < tunnels; count++) held.push(await openTunnel(path));
  },
  async release(): Promise<void> {
    const closed = held.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of held.splice(0)) socket.destroy();
    await Promise.all(closed);
  },
});

function openTunnel({ proxyPort, originPort }: Path): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: proxyPort, host: '127.0.0.1', noDelay: true });
    const authority = `127.0.0.1:${originPort}`;
    socket.write(
      `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${AUTHORIZATION}\r\n\r\n`,
    );
    socket.once('error', reject);
    socket.once('data', (head) => {
      if (head.subarray(0, ESTABLISHED.length).equals(ESTABLISHED)) resolve(socket);
      else reject(new Error(`The proxy answered ${head.toString('latin1')}`));
    });
  });
}

async function get(load: Load): Promise<void> {
  const socket = await openTunnel(load);
  await new Promise<void>((resolve, reject) => {
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.once('error', reject);
    socket.once('close', () => {
      if (received > load.bytes) resolve();
      else reject(new Error(`Only ${received} bytes came through.`));
    });
    socket.write(`GET /${load.bytes} HTTP/1.1\r\nHost: origin\r\n\r\n`);
  });
}
