import { SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';

/** Where the standard chain names no region: an emulator takes any, and this one by default. */
const DEFAULT_REGION = 'us-east-1';

/** What clients of an endpoint are made with: identity and region of the official clients' standard chain. */
export interface StandardChain {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: NonNullable<SecretsManagerClientConfig['credentials']>;
}

/** Looks up the region; credentials are looked up when the first request is signed. */
export async function standardChain(endpoint: string): Promise<StandardChain> {
  const client = new SecretsManagerClient({ endpoint });
  const region = await client.config.region().catch(() => DEFAULT_REGION);
  const { credentials } = client.config;
  client.destroy();
  return { endpoint, region, credentials };
}
