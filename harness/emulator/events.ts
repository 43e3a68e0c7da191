import type { SessionEnd } from './sessions/browser-session.ts';

/** What the emulator does, for logs. No event holds a credential, a header's value or a request's body. */
export type EmulatorEvent =
  | {
      readonly type: 'request-answered';
      readonly requestId: string;
      readonly service: string;
      /** Absent where the request names no operation that exists. */
      readonly operation?: string;
      readonly status: number;
      /** The error's name on the wire, where one was answered. */
      readonly error?: string;
      readonly durationMilliseconds: number;
    }
  | {
      readonly type: 'session-started';
      readonly sessionId: string;
      readonly processId: number;
    }
  | { readonly type: 'session-ended'; readonly sessionId: string; readonly end: SessionEnd }
  | {
      readonly type: 'stream-opened' | 'stream-closed';
      readonly sessionId: string;
      readonly stream: 'automation' | 'live-view';
    }
  | { readonly type: 'stream-refused'; readonly requestId: string; readonly status: number; readonly error: string }
  /**
   * A fault of the emulator or of a browser: the error's name and the places it passed, without its message, which
   * might quote what it failed on. `subject` is the id of the request or session it happened to.
   */
  | { readonly type: 'fault'; readonly subject: string; readonly error: string; readonly stack: readonly string[] };

export type EventLog = (event: EmulatorEvent) => void;

/** The event for an error that nobody was meant to see. */
export function faultOf(subject: string, error: unknown): EmulatorEvent {
  if (!(error instanceof Error)) return { type: 'fault', subject, error: typeof error, stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { type: 'fault', subject, error: error.name, stack: frames.map((frame) => frame.trim()) };
}
