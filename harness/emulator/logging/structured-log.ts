import { pino } from 'pino';
import type { EmulatorEvent, EventLog } from '../events.ts';

export const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface StructuredLogOptions {
  /** Events below it are left out. */
  readonly level: LogLevel;
  /** Gets one JSON object a line. */
  readonly write: (line: string) => void;
}

/** A log of JSON lines, with the event's own members and its type as `event`. */
export function structuredLog({ level, write }: StructuredLogOptions): EventLog {
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
  return (event) => {
    const { type, ...members } = event;
    logger[levelOf(event)](members, type);
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
