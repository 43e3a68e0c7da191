import { ServiceError } from '../api/service-error.ts';

/** Reads `<access key id>/<date>/<region>/<service>/aws4_request`. @throws {ServiceError} IncompleteSignatureException */
export function readCredentialScope(credential: string) {
  const [accessKeyId, scopeDate, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !scopeDate || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    throw new ServiceError(
      'IncompleteSignatureException',
      'Credential must be <access key id>/<date>/<region>/<service>/aws4_request.',
    );
  }
  return { accessKeyId, scopeDate, region, service };
}
