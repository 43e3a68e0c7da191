import { ServiceError } from '../api/service-error.ts';
import { faultKind } from './fault-kind.ts';

export const throttling = faultKind({
  kind: 'throttling',
  summary: 'an operation of the browser’s API is answered with ThrottlingException',
  members: {},
  strike: () => ({
    on: 'call',
    act: async () => {
      throw new ServiceError('ThrottlingException', 'Rate exceeded');
    },
  }),
});
