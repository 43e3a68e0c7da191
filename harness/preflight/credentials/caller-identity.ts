import { Sha256 } from '@aws-crypto/sha256-js';
import { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';

/** Milliseconds for credentials to be had and for AWS to say whose they are. */
const IDENTITY_LIMIT = 10_000;

const answer = z.object({
  GetCallerIdentityResponse: z.object({ GetCallerIdentityResult: z.object({ Account: z.string(), Arn: z.string() }) }),
});
const refusal = z.object({ Error: z.object({ Code: z.string() }) });

/** AWS does not accept the credentials, or there are none. The message holds no part of them. */
export class IdentityError extends Error {
  readonly code = 'ERR_IDENTITY';

  constructor(message: string) {
    super(message);
    this.name = 'IdentityError';
  }
}

/**
 * Whose credentials the official clients would use: asks AWS STS, which every identity may.
 * @returns the ARN.
 * @throws {IdentityError}
 */
export async function callerIdentity(environment: NodeJS.ProcessEnv): Promise<string> {
  const client = new BedrockAgentCoreClient({ maxAttempts: 1 });
  try {
    const region = await client.config.region();
    const credentials = await client.config.credentials();
    const ending = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const own = environment['AWS_ENDPOINT_URL_STS'] || environment['AWS_ENDPOINT_URL'];
    const url = new URL(own || `https://sts.${region}.${ending}`);
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 });
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body,
    });
    const { host: _, ...rest } = headers;
    const signal = AbortSignal.timeout(IDENTITY_LIMIT);
    const response = await fetch(url, { method: 'POST', headers: rest, body, signal });
    return read(response.status, await response.json().catch(() => undefined));
  } catch (error) {
    if (error instanceof IdentityError) throw error;
    throw new IdentityError(`AWS could not be asked: ${error instanceof Error ? error.name : 'unknown error'}.`);
  } finally {
    client.destroy();
  }
}

function read(status: number, json: unknown): string {
  const identity = answer.safeParse(json);
  if (identity.success) return identity.data.GetCallerIdentityResponse.GetCallerIdentityResult.Arn;
  const refused = refusal.safeParse(json);
  throw new IdentityError(`AWS refused them: ${refused.success ? refused.data.Error.Code : `status ${status}`}.`);
}
