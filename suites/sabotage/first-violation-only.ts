import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ServiceError } from '../../harness/emulator/api/service-error.ts';
import { changingRefusals } from './api-traffic.ts';

export const firstViolationOnly = {
  name: 'first-violation-only',
  breaks: 'A refusal names the first member at fault and none of the others.',
  requirements: ['R-MODEL-REFUSAL-NAMES-MEMBER'],
  fault: {
    at: 'api',
    endpoint: changingRefusals(({ code, message, members }, refuse) => {
      const { fieldList } = members;
      const first = Array.isArray(fieldList) ? { fieldList: fieldList.slice(0, 1) } : {};
      return refuse(new ServiceError(code, message, { ...members, ...first }));
    }),
  },
} as const satisfies Sabotage;
