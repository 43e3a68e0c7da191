import { ServiceError } from '../api/service-error.ts';
import type { SecretValue } from './secret.ts';

interface Given {
  readonly SecretString?: string;
  readonly SecretBinary?: string;
}

/** The value that a request brings, if any. @throws {ServiceError} InvalidParameterException for two of them. */
export function givenValue({ SecretString, SecretBinary }: Given): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw new ServiceError(
      'InvalidParameterException',
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? undefined : { SecretBinary };
}
