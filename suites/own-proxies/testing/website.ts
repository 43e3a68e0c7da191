import { createServerCertificate } from '../../../harness/emulator/tls/server-certificate.ts';
import type { OriginSighting } from '../../../harness/evidence/sightings.ts';
import { startOrigin } from '../../../harness/origin/origin.ts';

/** A web site that real proxies lead to, over http and https on one port. */
export interface Website extends AsyncDisposable {
  readonly port: number;
  /** PEM of the authority that vouches for it. */
  readonly authority: string;
  /** What it was asked for. */
  readonly seen: readonly OriginSighting[];
}

/**
 * @param names host names that its certificate is for.
 * @param host where it listens. Default 127.0.0.1.
 */
export async function startWebsite(names: readonly string[], host?: string): Promise<Website> {
  const seen: OriginSighting[] = [];
  const { authority, certificate, key } = await createServerCertificate(names);
  const origin = await startOrigin({
    onSighting: (sighting) => seen.push(sighting),
    certificate: { certificate, key, publicKeyHash: '' },
    ...(host === undefined ? {} : { host }),
  });
  return {
    port: origin.address.port,
    authority,
    seen,
    [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose](),
  };
}
