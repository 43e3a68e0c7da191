import { Sha256 } from '@aws-crypto/sha256-js';
import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../access/principal.ts';
import type { Emulator } from '../emulator.ts';

/** The official clients, pointed at an emulator; they try once, so that a test sees the first answer. */
export function browserClient({ endpoint, region, credentials }: Emulator): BedrockAgentCoreClient {
  return new BedrockAgentCoreClient({ endpoint, region, credentials, maxAttempts: 1 });
}

export function secretsClient({ endpoint, region, credentials }: Emulator): SecretsManagerClient {
  return new SecretsManagerClient({ endpoint, region, credentials, maxAttempts: 1 });
}

interface ToSign {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly service?: string;
  readonly region?: string;
  readonly credentials: Credentials;
  readonly signingDate?: Date;
}

/** Headers of a signed request, as a client without an SDK makes them. */
export async function sign(toSign: ToSign): Promise<Record<string, string>> {
  const { method = 'GET', headers = {}, body, service = 'bedrock-agentcore', region = 'us-east-1' } = toSign;
  const { protocol, hostname, host, pathname, searchParams } = new URL(toSign.url);
  const signer = new SignatureV4({ credentials: toSign.credentials, region, service, sha256: Sha256 });
  const signed = await signer.sign(
    {
      method,
      protocol,
      hostname,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host, ...headers },
      ...(body === undefined ? {} : { body }),
    },
    { signingDate: toSign.signingDate ?? new Date() },
  );
  return signed.headers;
}
