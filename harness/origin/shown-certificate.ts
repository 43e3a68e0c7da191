import { once } from 'node:events';
import { connect } from 'node:tls';

/** Milliseconds for a server to show its certificate; it takes a few. */
const HANDSHAKE_LIMIT = 10_000;

/**
 * The certificate (PEM) that a server shows to whoever names no host. Nothing is verified: this is how a certificate
 * becomes known that is to be trusted from then on.
 *
 * @throws {Error} with Node's own code where nobody answers, or answers with anything but TLS.
 */
export async function shownCertificate(server: { readonly host: string; readonly port: number }): Promise<string> {
  const socket = connect({ ...server, rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(HANDSHAKE_LIMIT) });
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) throw new TypeError('The server has shown no certificate.');
    return certificate.toString();
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
