import { BlockList, isIP, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return isIP(host) === 0 ? host === 'localhost' : LOOPBACK.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

/** A server cannot listen where the user wants it to. */
class ListenError extends Error {
  readonly code = 'ERR_LISTEN';

  constructor(message: string) {
    super(message);
    this.name = 'ListenError';
  }
}

/**
 * Starts something that listens.
 * @param port as the user has named it, or 0 where the system's error knows better, for there are several.
 * @throws {ListenError} in place of the system's errors about ports and addresses.
 */
export async function listening<Started>(host: string, port: number, start: () => Promise<Started>): Promise<Started> {
  try {
    return await start();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const named = port || (error instanceof Error && 'port' in error ? error.port : port);
    switch (code) {
      case 'EADDRINUSE':
        throw new ListenError(`Port ${named} on ${host} is taken. Name another one, or 0 for any free port.`);
      case 'EACCES':
        throw new ListenError(
          `This user may not listen on port ${named}. Name one above 1023, or 0 for any free port.`,
        );
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        throw new ListenError(`${host} is no address of this machine. Name one that is, or leave the host out.`);
      default:
        throw error;
    }
  }
}
