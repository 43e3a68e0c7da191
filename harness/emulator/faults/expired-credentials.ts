import { ServiceError } from '../api/service-error.ts';
import { faultKind } from './fault-kind.ts';

export const expiredCredentials = faultKind({
  kind: 'expired-credentials',
  summary: 'an operation of the browser’s API is answered as if temporary credentials had expired',
  members: {},
  strike: () => ({
    on: 'call',
    act: async () => {
      throw new ServiceError('ExpiredTokenException', 'The security token included in the request is expired');
    },
  }),
});
