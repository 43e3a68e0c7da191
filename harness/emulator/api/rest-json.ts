import type { Caller } from '../access/principal.ts';
import { ClientTokens, callIdentity } from './client-tokens.ts';
import { parseShape } from './parse-shape.ts';
import { type Labels, matchPath } from './path-template.ts';
import type { ReceivedRequest } from './received-request.ts';
import type { Answer, Service } from './service.ts';
import { invalidFields, invalidRequest, ServiceError, type ServiceErrorCode } from './service-error.ts';
import type { Location, StructureShape, ValueOf } from './shape.ts';

/** One operation of a rest-json service; a row of its table. */
export interface RestOperation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With `{labels}` as whole segments. */
  readonly path: string;
  /** @throws {ServiceError} */
  run(request: ReceivedRequest, caller: Caller, labels: Labels): Promise<Answer>;
}

interface RestOperationDefinition<Input extends StructureShape> extends Omit<RestOperation, 'run'> {
  readonly input: Input;
  /** Members of the answer that travel in a header, by the header's name. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  readonly handle: (input: ValueOf<Input>, caller: Caller, request: ReceivedRequest) => Promise<object> | object;
}

/**
 * Makes a row out of an operation whose handler gets its input parsed and typed. Where the input has a `clientToken`,
 * a repeated call with the same token gets the first one's answer.
 */
export function restOperation<Input extends StructureShape>(definition: RestOperationDefinition<Input>): RestOperation {
  const { name, method, path, input, answerHeaders = {}, handle } = definition;
  const calls = new ClientTokens<object>();
  return {
    name,
    method,
    path,
    async run(request, caller, labels) {
      const parsed = parseShape(input, assemble(input, request, labels));
      if (!parsed.ok) throw invalidFields(parsed.violations);
      const call = async () => handle(parsed.value, caller, request);
      return json(200, ...split(await calls.once(callIdentity(input, parsed.value, caller), call), answerHeaders));
    },
  };
}

/** A service that speaks AWS's rest-json protocol. */
export function restJsonService(signingName: string, operations: readonly RestOperation[]): Service {
  return {
    signingName,
    find(request, caller) {
      for (const operation of operations) {
        const labels = operation.method === request.method ? matchPath(operation.path, request.path) : undefined;
        if (!labels) continue;
        return {
          operation: operation.name,
          run: () => operation.run(request, caller, labels),
        };
      }
      throw new ServiceError('UnknownOperationException', 'No operation has this method and path');
    },
    refuse: ({ code, message, members }) =>
      json(STATUS[code] ?? 403, { 'x-amzn-errortype': code }, { __type: code, message, ...members }),
  };
}

/** Status codes of the service model; whatever else is refused is a matter of the signature: 403. */
const STATUS: Readonly<Partial<Record<ServiceErrorCode, number>>> = {
  AccessDeniedException: 403,
  ConflictException: 409,
  InternalServerException: 500,
  RequestEntityTooLargeException: 413,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  ValidationException: 400,
};

function json(status: number, headers: Readonly<Record<string, string>>, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Takes the members that travel in headers out of an answer. */
function split(answer: object, inHeaders: Readonly<Record<string, string>>): [Record<string, string>, object] {
  const members = Object.entries(answer);
  const headers = members.flatMap(([name, value]) => (inHeaders[name] ? [[inHeaders[name], String(value)]] : []));
  return [Object.fromEntries(headers), Object.fromEntries(members.filter(([name]) => !inHeaders[name]))];
}

/** Collects the members from wherever they travel. */
function assemble(input: StructureShape, request: ReceivedRequest, labels: Labels): Record<string, unknown> {
  const body = parseBody(request.body);
  return Object.fromEntries(
    Object.entries(input.members).map(([name, { location }]) => [
      name,
      location ? located(location, name, request, labels) : body[name],
    ]),
  );
}

function located(location: Location, name: string, request: ReceivedRequest, labels: Labels): unknown {
  switch (location.in) {
    case 'path':
      return labels.get(name);
    case 'query':
      return request.query[location.name];
    case 'header':
      return request.headers[location.name];
  }
}

function parseBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    // The parser's own message quotes the body.
    throw invalidRequest('CannotParse', 'The request body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidRequest('CannotParse', 'The request body is not a JSON object');
  }
  return { ...value };
}
