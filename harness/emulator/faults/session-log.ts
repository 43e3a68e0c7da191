import type { EmulatorEvent } from '../events.ts';
import type { SessionEnd } from '../sessions/browser-session.ts';

/** A session, as a tester sees it. */
export type SeenSession =
  | { readonly sessionId: string; readonly status: 'READY'; readonly processId: number; readonly streams: number }
  | { readonly sessionId: string; readonly status: 'TERMINATED'; readonly end: SessionEnd };

/** How many sessions are remembered; the one that started first is forgotten first. */
const MAX_SESSIONS = 1000;

/** What became of the sessions, by the emulator's own events. */
export class SessionLog {
  readonly #sessions = new Map<string, SeenSession>();

  observe(event: EmulatorEvent): void {
    switch (event.type) {
      case 'session-started': {
        const { sessionId, processId } = event;
        this.#sessions.set(sessionId, { sessionId, status: 'READY', processId, streams: 0 });
        const [oldest] = this.#sessions.keys();
        if (this.#sessions.size > MAX_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest);
        break;
      }
      case 'session-ended': {
        const { sessionId, end } = event;
        this.#sessions.set(sessionId, { sessionId, status: 'TERMINATED', end });
        break;
      }
      case 'stream-opened':
        this.#connected(event.sessionId, 1);
        break;
      case 'stream-closed':
        this.#connected(event.sessionId, -1);
        break;
      default:
    }
  }

  all(): readonly SeenSession[] {
    return [...this.#sessions.values()];
  }

  get(sessionId: string): SeenSession | undefined {
    return this.#sessions.get(sessionId);
  }

  #connected(sessionId: string, change: number): void {
    const session = this.#sessions.get(sessionId);
    if (session?.status !== 'READY') return;
    this.#sessions.set(sessionId, { ...session, streams: session.streams + change });
  }
}
