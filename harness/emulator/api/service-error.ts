import type { FieldViolation } from './parse-shape.ts';

/** Errors of the browser service's model. */
type ModelledError =
  | 'AccessDeniedException'
  | 'ConflictException'
  | 'InternalServerException'
  | 'ResourceNotFoundException'
  | 'ServiceQuotaExceededException'
  | 'ThrottlingException'
  | 'ValidationException';

/** Errors of Secrets Manager's model, as far as they are answered here. */
type SecretsManagerError =
  | 'EncryptionFailure'
  | 'InvalidNextTokenException'
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'LimitExceededException'
  | 'MalformedPolicyDocumentException'
  | 'PublicPolicyException'
  | 'ResourceExistsException';

/** Errors that no model names, which every AWS service answers. */
type CommonError =
  | 'ExpiredTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'RequestEntityTooLargeException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'UnrecognizedClientException';

export type ServiceErrorCode = ModelledError | SecretsManagerError | CommonError;

/** Why the API calls a request invalid; the reasons of the service model that this emulator answers. */
export type ValidationReason = 'CannotParse' | 'FieldValidationFailed' | 'IdempotentParameterMismatchException';

/** An error that a client is meant to see. Its message never holds a credential or a value from the request. */
export class ServiceError extends Error {
  /** The error's name on the wire. */
  readonly code: ServiceErrorCode;
  /** Further members of the error's shape. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ServiceErrorCode, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.members = members;
  }
}

/** A ValidationException that is not about single members. */
export function invalidRequest(reason: ValidationReason, message: string): ServiceError {
  return new ServiceError('ValidationException', message, { reason });
}

/** The ValidationException for members that break the model, with all of them in `fieldList`. */
export function invalidFields(violations: readonly FieldViolation[]): ServiceError {
  const reason: ValidationReason = 'FieldValidationFailed';
  const errors = violations.map(({ name, message }) => `Value at '${name}' failed to satisfy constraint: ${message}`);
  const count = `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected`;
  return new ServiceError('ValidationException', `${count}: ${errors.join('; ')}`, { reason, fieldList: violations });
}
