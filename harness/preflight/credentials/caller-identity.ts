import { Sha256 } from '@aws-crypto/sha256-js';
import { BedrockAgentCoreClient, type BedrockAgentCoreClientConfig } from '@aws-sdk/client-bedrock-agentcore';
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
  /** AWS's name for the reason (`ExpiredToken`), else that of the error that kept us from asking. */
  readonly reason: string;
  /** Milliseconds that our clock is ahead of AWS's, where AWS has answered. */
  readonly clockAhead: number | undefined;

  constructor(message: string, reason: string, clockAhead?: number) {
    super(message);
    this.name = 'IdentityError';
    this.reason = reason;
    this.clockAhead = clockAhead;
  }
}

/** Reason of an {@link IdentityError}: nobody says where to ask. */
export const NO_REGION = 'NoRegion';

/** Whose credentials some are. */
export interface Identity {
  readonly arn: string;
  /** Milliseconds that our clock is ahead of AWS's, give or take a second. */
  readonly clockAhead: number | undefined;
}

/** Who asks, and where. */
interface IdentityQuestion {
  readonly region: string;
  readonly credentials: NonNullable<BedrockAgentCoreClientConfig['credentials']>;
  /** Of AWS STS. */
  readonly endpoint: string;
}

/**
 * Whose credentials the official clients would use: asks AWS STS, which every identity may.
 * @returns the ARN.
 * @throws {IdentityError}
 */
export async function callerIdentity(environment: NodeJS.ProcessEnv): Promise<string> {
  const client = new BedrockAgentCoreClient({ maxAttempts: 1 });
  try {
    const region = await client.config.region().catch(() => {
      throw new IdentityError('AWS could not be asked: no region is set.', NO_REGION);
    });
    const ending = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const own = environment['AWS_ENDPOINT_URL_STS'] || environment['AWS_ENDPOINT_URL'];
    const endpoint = own || `https://sts.${region}.${ending}`;
    return (await askIdentity({ region, credentials: client.config.credentials, endpoint })).arn;
  } catch (error) {
    throw error instanceof IdentityError ? error : notAsked(error);
  } finally {
    client.destroy();
  }
}

/** Asks AWS STS at an endpoint. @throws {IdentityError} */
export async function askIdentity({ region, credentials, endpoint }: IdentityQuestion): Promise<Identity> {
  try {
    const url = new URL(endpoint);
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
    const date = Date.parse(response.headers.get('date') ?? '');
    const clockAhead = Number.isNaN(date) ? undefined : Date.now() - date;
    return { arn: read(response.status, await response.json().catch(() => undefined), clockAhead), clockAhead };
  } catch (error) {
    throw error instanceof IdentityError ? error : notAsked(error);
  }
}

function notAsked(error: unknown): IdentityError {
  const reason = reasonOf(error);
  return new IdentityError(`AWS could not be asked: ${reason}.`, reason);
}

/** The system's code for what kept a request from being sent, else the error's name. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}

function read(status: number, json: unknown, clockAhead: number | undefined): string {
  const identity = answer.safeParse(json);
  if (identity.success) return identity.data.GetCallerIdentityResponse.GetCallerIdentityResult.Arn;
  const refused = refusal.safeParse(json);
  const reason = refused.success ? refused.data.Error.Code : `status ${status}`;
  throw new IdentityError(`AWS refused them: ${reason}.`, reason, clockAhead);
}
