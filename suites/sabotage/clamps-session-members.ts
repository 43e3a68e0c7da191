import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingRequests } from './api-traffic.ts';

export const clampsSessionMembers = {
  name: 'clamps-session-members',
  breaks: 'StartBrowserSession brings a name, a timeout and a client token within their limits itself.',
  requirements: ['R-MODEL-SESSION-MEMBERS'],
  fault: {
    at: 'api',
    endpoint: changingRequests(
      ({ name: _name, sessionTimeoutSeconds: _timeout, clientToken: _token, ...rest }) => rest,
    ),
  },
} as const satisfies Sabotage;
