import type { EventLog } from '../emulator/events.ts';

/** What a deliberate fault can see of the emulator that it is put into, beyond what it replaces. */
export interface Surroundings {
  /** The text of a secret as it is now; `undefined` where there is none. */
  secretText(arn: string): string | undefined;
  /** The emulator's own log. */
  readonly log: EventLog;
}
