import { pino } from 'pino';
import type { EmulatorEvent, EventLog } from '../events.ts';

/** What a log leaves out is below its level. */
export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

export interface StructuredLogOptions {
  readonly level: LogLevel;
  /** Gets one JSON object a line. */
  readonly write: (line: string) => void;
}

export interface StructuredLog {
  /** Writes an event's own members, and its type as `event`. */
  readonly event: EventLog;
  /** Writes a sentence for people, as `message`; its `event` is `note`. */
  say(level: 'info' | 'warn' | 'error', message: string): void;
}

/** A log of JSON lines. */
export function structuredLog({ level, write }: StructuredLogOptions): StructuredLog {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => write(line.trimEnd()) },
  );
  return {
    event(event) {
      const { type, ...members } = event;
      logger[levelOf(event)](members, type);
    },
    say: (at, message) => logger[at]({ message }, 'note'),
  };
}

function levelOf(event: EmulatorEvent): Exclude<LogLevel, 'silent'> {
  switch (event.type) {
    case 'fault':
      return 'error';
    case 'stream-refused':
      return 'warn';
    case 'session-ended':
      return event.end.cause === 'browser-exited' ? 'warn' : 'info';
    default:
      return 'info';
  }
}
