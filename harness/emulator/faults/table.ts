import { expiredCredentials } from './expired-credentials.ts';
import type { FaultKind } from './fault-kind.ts';
import { sessionCrash } from './session-crash.ts';
import { slowStart } from './slow-start.ts';
import { startFailure } from './start-failure.ts';
import { streamCut } from './stream-cut.ts';
import { throttling } from './throttling.ts';

/** Every fault that a tester can ask for. */
export const FAULT_KINDS: readonly FaultKind[] = [
  startFailure,
  slowStart,
  throttling,
  expiredCredentials,
  sessionCrash,
  streamCut,
];
