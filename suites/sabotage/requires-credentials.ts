import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { invalidFields } from '../../harness/emulator/api/service-error.ts';
import { beforeStart } from './before-start.ts';

export const requiresCredentials = {
  name: 'requires-credentials',
  breaks: 'StartBrowserSession refuses configurations without any credentials.',
  requirements: ['R-CREDENTIALS-OPTIONAL'],
  fault: beforeStart(async (body) => {
    if (!body.includes('"secretArn"'))
      throw invalidFields([{ name: 'credentials', message: 'Member must not be null' }]);
  }),
} as const satisfies Sabotage;
