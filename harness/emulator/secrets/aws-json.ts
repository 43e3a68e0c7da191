import type { Caller } from '../access/principal.ts';
import { parseShape } from '../api/parse-shape.ts';
import type { Answer, Service } from '../api/service.ts';
import { invalidFields, ServiceError } from '../api/service-error.ts';
import type { StructureShape, ValueOf } from '../api/shape.ts';

/** One operation of an AWS JSON service; a row of its table. */
export interface JsonOperation {
  readonly name: string;
  /** @throws {ServiceError} */
  run(body: unknown, caller: Caller): Promise<object>;
}

/** Makes a row out of an operation whose handler gets its input parsed and typed. */
export function jsonOperation<Input extends StructureShape>(definition: {
  readonly name: string;
  readonly input: Input;
  readonly handle: (input: ValueOf<Input>, caller: Caller) => Promise<object> | object;
}): JsonOperation {
  const { name, input, handle } = definition;
  return {
    name,
    async run(body, caller) {
      const parsed = parseShape(input, body);
      if (!parsed.ok) throw invalidFields(parsed.violations);
      return handle(parsed.value, caller);
    },
  };
}

/** A service that speaks AWS JSON 1.1: every operation is a POST to `/` that names it in `X-Amz-Target`. */
export function awsJsonService(signingName: string, operations: readonly JsonOperation[]): Service {
  return {
    signingName,
    find({ headers, body }, caller) {
      const operation = operations.find(({ name }) => headers['x-amz-target'] === `${signingName}.${name}`);
      if (!operation) throw new ServiceError('UnknownOperationException', 'X-Amz-Target names no operation');
      return {
        operation: operation.name,
        run: async () => json(200, await operation.run(parseBody(body), caller)),
      };
    },
    // The protocol has two status codes, and the service writes its message with a capital letter.
    refuse: ({ code, message }) =>
      json(code === 'InternalServerException' ? 500 : 400, { __type: code, Message: message }),
  };
}

function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    // The parser's own message quotes the body, and the body may hold a secret.
    throw new ServiceError('SerializationException', 'The request body is not JSON');
  }
}
