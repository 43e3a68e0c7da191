import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A port of this machine that nobody listens on, and that nobody else gets meanwhile. */
export interface ClosedPort extends Disposable {
  readonly address: { readonly host: string; readonly port: number };
}

/**
 * Takes a port and keeps it closed: it is the local port of a connection, so it is given to nobody, and whoever
 * connects to it is refused.
 */
export async function takeClosedPort(): Promise<ClosedPort> {
  const host = '127.0.0.1';
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const holder = connect((server.address() as AddressInfo).port, host);
  await once(holder, 'connect');
  const [other]: Socket[] = await accepted;
  server.close();
  return {
    address: { host, port: holder.localPort ?? 0 },
    [Symbol.dispose]() {
      holder.destroy();
      other?.destroy();
    },
  };
}
