import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A server's TLS identity, and the authority that vouches for it and for nothing else. All PEM. */
export interface ServerCertificate {
  /** The certificate that clients have to trust. Its private key no longer exists. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/**
 * Makes an authority and a certificate of it, in a thread of its own: the library for it takes 20 MB, which go with
 * the thread.
 *
 * @param names host names and IP addresses that the certificate is for.
 */
export async function createServerCertificate(names: readonly string[]): Promise<ServerCertificate> {
  const worker = new Worker(new URL(`certificate-worker${EXTENSION}`, import.meta.url), { workerData: names });
  const [[certificate]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
  return certificate;
}
