import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The origin's TLS identity: made anew for every run, valid for no real name, trusted by its public key alone. */
export interface OriginCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** SHA-256 of the public key's SPKI in base64, as Chromium's `--ignore-certificate-errors-spki-list` wants it. */
  readonly publicKeyHash: string;
}

const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** Makes a certificate in a thread of its own: the library for it takes 20 MB, which go with the thread. */
export async function createOriginCertificate(): Promise<OriginCertificate> {
  const worker = new Worker(new URL(`certificate-worker${EXTENSION}`, import.meta.url));
  const exited = once(worker, 'exit');
  const [certificate] = (await once(worker, 'message')) as [OriginCertificate];
  await exited;
  return certificate;
}
