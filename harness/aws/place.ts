import { BedrockAgentCoreClient, type BedrockAgentCoreClientConfig } from '@aws-sdk/client-bedrock-agentcore';
import { SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { BOUNDED } from '../sessions/bounded-requests.ts';

/** Which services of AWS a run uses, as whom. */
export interface AwsPlace {
  readonly region: string;
  readonly credentials: NonNullable<BedrockAgentCoreClientConfig['credentials']>;
  /** Where each service is. */
  readonly endpoints: Readonly<Record<AwsService, string>>;
}

export type AwsService = 'bedrock-agentcore' | 'secretsmanager' | 'sts';

/**
 * Attempts of one call that is throttled or meets a passing fault, as the official clients know them: they wait longer
 * before each, 20 s at most, and give up at once where trying again cannot help.
 */
export const ATTEMPTS = 6;

/** AWS itself in a region, as the official clients' standard chain identifies us. Variables that name endpoints are ignored. */
export function awsPlace(region: string): AwsPlace {
  const chain = new BedrockAgentCoreClient({ region });
  return {
    region,
    credentials: chain.config.credentials,
    endpoints: {
      'bedrock-agentcore': endpointOf('bedrock-agentcore', region),
      secretsmanager: endpointOf('secretsmanager', region),
      sts: endpointOf('sts', region),
    },
  };
}

/** Source: AWS General Reference, "Service endpoints"; China has a domain of its own. */
function endpointOf(service: AwsService, region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Dispose of it with `destroy()`. */
export function browserClient({ region, credentials, endpoints }: AwsPlace): BedrockAgentCoreClient {
  return new BedrockAgentCoreClient({
    region,
    credentials,
    endpoint: endpoints['bedrock-agentcore'],
    maxAttempts: ATTEMPTS,
    requestHandler: BOUNDED,
  });
}

/** What a client of Secrets Manager is made of. */
export function secretsConfig({ region, credentials, endpoints }: AwsPlace): SecretsManagerClientConfig {
  return {
    region,
    credentials,
    endpoint: endpoints.secretsmanager,
    maxAttempts: ATTEMPTS,
    requestHandler: BOUNDED,
  };
}

/** Dispose of it with `destroy()`. */
export function secretsClient(place: AwsPlace): SecretsManagerClient {
  return new SecretsManagerClient(secretsConfig(place));
}
