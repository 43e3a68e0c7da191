import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Target } from './target.ts';

const SIGNING_NAME = 'bedrock-agentcore';

/**
 * Headers that open an automation stream: SigV4 over a GET of the stream's URL in its `https:` form, as the official
 * SDKs sign it. They expire after minutes, so they are made for one connection.
 */
export async function signStream(streamEndpoint: string, target: Target): Promise<Readonly<Record<string, string>>> {
  const url = new URL(streamEndpoint);
  const signer = new SignatureV4({
    credentials: target.credentials,
    region: target.region,
    service: SIGNING_NAME,
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: 'https:',
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host },
  });
  return headers;
}
