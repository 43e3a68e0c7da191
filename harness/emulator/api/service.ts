import type { Caller } from '../access/principal.ts';
import type { ReceivedRequest } from './received-request.ts';
import type { ServiceError } from './service-error.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One operation, found for one request and ready to run. */
export interface Call {
  readonly operation: string;
  /** @throws {ServiceError} */
  run(): Promise<Answer>;
}

/** An AWS service as the server sees it: its operations, spoken in its protocol. */
export interface Service {
  /** The name that requests are signed for. */
  readonly signingName: string;
  /** @throws {ServiceError} UnknownOperationException, ValidationException (CannotParse) */
  find(request: ReceivedRequest, caller: Caller): Call;
  /** Says an error the way the protocol says it. */
  refuse(error: ServiceError): Answer;
}
