import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingProxies } from './api-traffic.ts';

/** The ARN of a secret, as it stands in JSON. */
const SECRET_ARN = /"arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:"]+"/;

export const dropsCredentials = {
  name: 'drops-credentials',
  breaks: 'StartBrowserSession uses a proxy without credentials where their secret is not named as it should be.',
  requirements: ['R-MODEL-SECRET-ARN'],
  fault: {
    at: 'api',
    endpoint: changingProxies(({ credentials, ...proxy }) => ({
      ...proxy,
      ...(JSON.stringify(credentials)?.match(SECRET_ARN) && { credentials }),
    })),
  },
} as const satisfies Sabotage;
