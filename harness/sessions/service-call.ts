import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Target } from './target.ts';

const SIGNING_NAME = 'bedrock-agentcore';

/** A request to the service as it goes over the wire, before it is signed. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `/browsers/aws.browser.v1/sessions/start`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A value is sent as JSON, a text as it is. */
  readonly body?: object | string;
}

/** What the service answered. */
export interface ServiceAnswer {
  readonly status: number;
  /** Name of the exception, from the header of its own that AWS has for it. */
  readonly error?: string;
  /** Empty where the answer is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Sends what no official client would send: members that it does not know, values of other types, text that is no JSON.
 * @throws {Error} where the service does not answer at all.
 * @throws {BudgetError} where the target's budget does not allow another session.
 */
export async function callService(target: Target, request: ServiceRequest): Promise<ServiceAnswer> {
  const withinBudget = (path: string, body: object): object =>
    path.endsWith('/sessions/start') ? (target.budget?.admitBody(body) ?? body) : body;
  const { endpoint = `https://${SIGNING_NAME}.${target.region}.amazonaws.com` } = target;
  const url = new URL(request.path, endpoint);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const signer = new SignatureV4({
    credentials: target.credentials,
    region: target.region,
    service: SIGNING_NAME,
    sha256: Sha256,
  });
  const text =
    typeof request.body === 'object' ? JSON.stringify(withinBudget(request.path, request.body)) : request.body;
  const { headers } = await signer.sign({
    method: request.method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: { ...request.query },
    headers: { host: url.host, ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(text === undefined ? {} : { body: text }),
  });
  const { host: _, ...sent } = headers;
  const answer = await fetch(url, {
    method: request.method,
    headers: sent,
    ...(text === undefined ? {} : { body: text }),
  });
  // The header may name where the error is described as well: `ValidationException:http://…`.
  const error = answer.headers.get('x-amzn-errortype')?.split(':')[0];
  return { status: answer.status, ...(error === undefined ? {} : { error }), body: readObject(await answer.text()) };
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
