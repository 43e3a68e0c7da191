import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documented } from '../../harness/emulator/personality/documented.ts';

export const namesItselfInAnswers = {
  name: 'names-itself-in-answers',
  breaks: 'Plain HTTP answers carry a Via header of the service’s own.',
  requirements: ['R-NO-VIA'],
  fault: {
    at: 'manner',
    personality: (policy, egress) => ({ ...documented(policy, egress), responseHeaders: ['via', '1.1 service'] }),
  },
} as const satisfies Sabotage;
