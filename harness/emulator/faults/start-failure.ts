import { z } from 'zod';
import { ServiceError } from '../api/service-error.ts';
import { faultKind } from './fault-kind.ts';

/** Errors that the service's model has for StartBrowserSession. */
const ERRORS = [
  'InternalServerException',
  'AccessDeniedException',
  'ConflictException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ThrottlingException',
  'ValidationException',
] as const;

export const startFailure = faultKind({
  kind: 'start-failure',
  summary: 'StartBrowserSession fails, with the error that is named',
  members: { error: z.enum(ERRORS, `It has to be one of ${ERRORS.join(', ')}.`).default('InternalServerException') },
  strike: ({ error }) => ({
    on: 'start',
    act: async () => {
      throw new ServiceError(error, 'The session was made to fail by a fault that a tester asked for');
    },
  }),
});
