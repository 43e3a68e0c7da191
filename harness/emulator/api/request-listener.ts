import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { GuardedBrowsers } from '../access/guarded-browsers.ts';
import { type EventLog, faultOf } from '../events.ts';
import type { SignatureVerifier } from '../sigv4/signature-verifier.ts';
import { receiveRequest } from './received-request.ts';
import type { Answer, Call, Service } from './service.ts';
import { ServiceError } from './service-error.ts';

/** What stands behind one endpoint. */
export interface Endpoint {
  /** Gets every request that does not name a target. */
  readonly browsers: Service;
  /** Gets the requests with an X-Amz-Target header, as its protocol has it. */
  readonly secretsManager: Service;
  /** Asks who may connect to a session's streams. */
  readonly guard: GuardedBrowsers;
  readonly verifier: SignatureVerifier;
  readonly log: EventLog;
}

/** Answers every request: verified first, then parsed, then run. */
export function requestListener(endpoint: Endpoint): RequestListener {
  return (incoming, outgoing) => void answer(endpoint, incoming, outgoing);
}

async function answer(endpoint: Endpoint, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  const requestId = randomUUID();
  const service = incoming.headers['x-amz-target'] === undefined ? endpoint.browsers : endpoint.secretsManager;
  let call: Call | undefined;
  let refusal: ServiceError | undefined;
  let result: Answer;
  try {
    const request = await receiveRequest(incoming, requestId);
    const caller = await endpoint.verifier.verify(request, service.signingName);
    call = service.find(request, caller);
    result = await call.run();
  } catch (error) {
    // The client went away in the middle of its request: nobody is left to answer.
    if (incoming.errored) return;
    refusal = presentable(error, requestId, endpoint.log);
    result = service.refuse(refusal);
  }
  outgoing.writeHead(result.status, {
    ...result.headers,
    'content-length': Buffer.byteLength(result.body),
    'x-amzn-requestid': requestId,
    // A body that was not read to its end cannot be followed by another request.
    ...(incoming.complete ? {} : { connection: 'close' }),
  });
  outgoing.end(result.body);
  endpoint.log({
    type: 'request-answered',
    requestId,
    service: service.signingName,
    ...(call ? { operation: call.operation } : {}),
    status: result.status,
    ...(refusal ? { error: refusal.code } : {}),
    durationMilliseconds: performance.now() - startedAt,
  });
}

/** The error a client may see: anything unforeseen becomes an InternalServerException, and a fault in the log. */
export function presentable(error: unknown, subject: string, log: EventLog): ServiceError {
  if (error instanceof ServiceError) return error;
  log(faultOf(subject, error));
  return new ServiceError('InternalServerException', 'The emulator failed; its log says where');
}
