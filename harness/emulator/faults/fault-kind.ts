import { z } from 'zod';

/** What a fault may be done to: a session, or a connection to one of its streams. */
export interface Victim {
  /** Kills the session's browser. */
  crash(): void;
  /** Breaks off every connection to the session's streams, without a goodbye. */
  cutStreams(): void;
}

/** What a fault may do with time. */
export interface Delays {
  /** Settles after so many milliseconds, or at once when the emulator ends. */
  wait(milliseconds: number): Promise<void>;
  /** Calls `action` after so many milliseconds, unless the emulator ends before. */
  later(milliseconds: number, action: () => void): void;
}

/** When a fault strikes, and what it does then. */
export type Strike =
  /** Before StartBrowserSession runs. @throws {ServiceError} the answer, in place of running it */
  | { readonly on: 'start'; act(delays: Delays): Promise<void> }
  /** Before any operation of the browser's API runs. @throws {ServiceError} the answer, in place of running it */
  | { readonly on: 'call'; act(delays: Delays): Promise<void> }
  /** Once a session has started. */
  | { readonly on: 'session'; act(victim: Victim, delays: Delays): void }
  /** Once a client is connected to a stream. */
  | { readonly on: 'stream'; act(victim: Victim, delays: Delays): void };

const PROBABILITY = 'It has to be a number from 0 to 1.';
const TIMES = 'It has to be a whole number from 1.';

/** How often any fault strikes. */
const FREQUENCY = {
  /** Of the occasions on which it could. */
  probability: z.number(PROBABILITY).min(0, PROBABILITY).max(1, PROBABILITY).default(1),
  /** After so many strikes it is over. Default: never. */
  times: z.int(TIMES).min(1, TIMES).optional(),
};

/** As long as the default timeout of a session. */
const MOST_MILLISECONDS = 3_600_000;
const WAIT = `It has to be a number of milliseconds from 0 to ${MOST_MILLISECONDS}.`;

export const MILLISECONDS = z.number(WAIT).min(0, WAIT).max(MOST_MILLISECONDS, WAIT);

/** A fault as its user described it, with defaults filled in. */
interface ArmedFault {
  readonly kind: string;
  readonly probability: number;
  readonly times?: number | undefined;
}

/** A row of the table of faults. */
export interface FaultKind {
  readonly kind: string;
  /** What happens, for the help. */
  readonly summary: string;
  /** The members of its own, for the help. */
  readonly members: readonly string[];
  /** @throws {z.ZodError} */
  arm(description: unknown): { readonly fault: ArmedFault; readonly strike: Strike };
}

interface FaultKindDefinition<Members extends z.ZodRawShape> {
  readonly kind: string;
  readonly summary: string;
  readonly members: Members;
  readonly strike: (members: z.output<z.ZodObject<Members>>) => Strike;
}

/** Makes a row out of a fault whose strike gets its members parsed and typed. */
export function faultKind<Members extends z.ZodRawShape>(definition: FaultKindDefinition<Members>): FaultKind {
  const { kind, summary, members, strike } = definition;
  const own = z.object(members);
  const known = [...Object.keys(FREQUENCY), ...Object.keys(members)];
  const whole = z.strictObject(
    { kind: z.literal(kind), ...FREQUENCY, ...members },
    {
      error: ({ code, keys }) =>
        code === 'unrecognized_keys'
          ? `${kind} has no member ${(keys as readonly string[]).join(' and no ')}; it has ${known.join(', ')}.`
          : undefined,
    },
  );
  const frequency = z.object({ kind: z.literal(kind), ...FREQUENCY });
  return {
    kind,
    summary,
    members: Object.keys(members),
    arm(description) {
      const complete = whole.parse(description);
      return { fault: { ...frequency.parse(complete), ...own.parse(complete) }, strike: strike(own.parse(complete)) };
    },
  };
}
