import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../access/principal.ts';

export interface ToPresign {
  readonly url: string;
  readonly credentials: Credentials;
  readonly service?: string;
  readonly region?: string;
  readonly signingDate?: Date;
  /** Seconds; default 300. */
  readonly expiresIn?: number;
}

/** A presigned URL, made as the vendor's clients make those of live views. */
export async function presign(toPresign: ToPresign): Promise<string> {
  const { service = 'bedrock-agentcore', region = 'us-east-1', expiresIn = 300, signingDate = new Date() } = toPresign;
  const url = new URL(toPresign.url);
  const { protocol, hostname, host, pathname: path } = url;
  const signer = new SignatureV4({ credentials: toPresign.credentials, region, service, sha256: Sha256 });
  const { query = {} } = await signer.presign(
    { method: 'GET', protocol, hostname, path, headers: { host } },
    { signingDate, expiresIn },
  );
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}
