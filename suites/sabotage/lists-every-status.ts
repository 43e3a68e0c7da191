import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRequests } from './api-traffic.ts';

export const listsEveryStatus = {
  name: 'lists-every-status',
  breaks: 'ListBrowserSessions shows all sessions, whatever status it is asked for.',
  requirements: ['R-MODEL-LIST-BY-STATUS'],
  fault: {
    at: 'api',
    endpoint: changingRequests(({ status: _, ...rest }) => rest),
  },
} as const satisfies Sabotage;
