import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingAnswers } from './api-traffic.ts';

export const answersAnotherSession = {
  name: 'answers-another-session',
  breaks: 'StartBrowserSession answers with an id that no session has.',
  requirements: ['R-START-ANSWERS-SESSION'],
  fault: {
    at: 'api',
    endpoint: changingAnswers('StartBrowserSession', (answer) => ({
      ...answer,
      sessionId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    })),
  },
} as const satisfies Sabotage;
